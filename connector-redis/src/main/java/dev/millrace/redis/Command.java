package dev.millrace.redis;

import java.util.List;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * One command as it goes over the wire.
 *
 * @param slot of its key, 0 to 16,383
 * @param arguments all of them in their order, not to be changed
 */
record Command(int slot, ProtocolCommand name, List<byte[]> arguments) {}
