package dev.millrace.core.failure;

/** Where dead letters go. Called by all lanes. */
public interface DeadLetters extends AutoCloseable {

    /**
     * Sends the letter and goes on sending it until it is stored.
     *
     * @param onStored called once, from any thread, after the broker has acknowledged the letter
     */
    void send(DeadLetter letter, Runnable onStored);

    /** Sends again what failed. Called by the poll loop between polls. */
    void retryFailed();

    @Override
    void close();
}
