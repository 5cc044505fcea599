package dev.millrace.simulator.delivery;

/**
 * Takes what is delivered, in order, from one thread.
 *
 * @param <C> what a change is
 */
public interface DeliverySink<C> {

    /**
     * Takes a change; may return before it is safe.
     *
     * @throws InterruptedException where the thread was interrupted: the change may or may not have been taken
     */
    void accept(Delivered<C> delivered) throws InterruptedException;

    /** Returns once everything that was taken is safe. */
    default void flush() throws InterruptedException {}
}
