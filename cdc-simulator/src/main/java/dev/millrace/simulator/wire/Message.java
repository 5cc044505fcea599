package dev.millrace.simulator.wire;

/** What Publisher and Dispatcher say to each other. */
public sealed interface Message {

    /**
     * Publisher, first of all.
     *
     * @param version of the protocol
     * @param publisher its name: of several connections of one name the newest holds
     */
    record Hello(int version, String publisher) implements Message {}

    /**
     * Dispatcher, in answer.
     *
     * @param window the most bytes of parts, at least 1, that may be on their way unacknowledged; one part alone may be larger
     * @param cluster the identity of the Kafka cluster that it writes to
     */
    record Welcome(int version, int window, String cluster) implements Message {}

    /**
     * Publisher, once.
     *
     * @param ordinal of the first change that it sends; from there on without a gap
     */
    record Start(long ordinal) implements Message {}

    /**
     * Publisher: a unit of work or a part of it.
     *
     * @param payload as {@link dev.millrace.simulator.unit.PartReader} reads it
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way: copied nowhere, compared nowhere.
    record Part(byte[] payload) implements Message {}

    /**
     * Dispatcher: every change up to this one is stored in Kafka, and a unit of work ends with it.
     *
     * @param ordinal never goes back
     */
    record Acknowledged(long ordinal) implements Message {}

    /** Either: nothing to say, but still there. */
    record Alive() implements Message {}

    /**
     * Dispatcher, last of all.
     *
     * @param reason for people: names of settings and objects, never data
     */
    record Refused(RefusalCode code, String reason) implements Message {}
}
