package dev.millrace.redis;

import java.util.List;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * One command as it goes over the wire.
 *
 * @param key whose slot it belongs to
 * @param arguments all of them in their order, not to be changed
 */
record Command(byte[] key, ProtocolCommand name, List<byte[]> arguments) {}
