package dev.millrace.stack;

import java.time.Duration;

/**
 * Hears how the start and the end of a stack go on. Servers start side by side: the methods are called from several threads
 * at once and must return quickly.
 */
public interface StackListener {
    /** Hears nothing. */
    StackListener NONE = new StackListener() {};

    /** A server is being started. */
    default void starting(String server) {}

    /** A server accepts clients. */
    default void ready(String server, Duration took) {}

    /** A server is being stopped. */
    default void stopping(String server) {}
}
