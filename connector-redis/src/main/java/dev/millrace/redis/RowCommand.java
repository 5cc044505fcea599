package dev.millrace.redis;

import java.util.List;

/**
 * One conditional write of one row: a procedure's call.
 *
 * @param keys all of one slot; the first is the row's own
 * @param arguments the version first
 */
record RowCommand(Procedure procedure, List<byte[]> keys, List<byte[]> arguments) {

    /** Whose slot it belongs to. */
    byte[] key() {
        return keys.get(0);
    }
}
