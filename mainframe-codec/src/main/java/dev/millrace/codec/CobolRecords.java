package dev.millrace.codec;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The records of a data set, one after the other. One is in memory at a time, so the size of the data set does not matter. After a
 * record that cannot be decoded, the next call goes on with the one behind it, unless nobody knows where that begins.
 *
 * <p>{@code hasNext} and {@code next} throw a {@link CodecException} where the data set is broken or a record cannot be decoded, and an
 * {@link java.io.UncheckedIOException} where reading fails. For one thread.
 */
public interface CobolRecords extends Iterator<CobolRecord>, Closeable {}
