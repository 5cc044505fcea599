package dev.millrace.core.topics;

/** What the broker says of a topic. */
public sealed interface FoundTopic {

    /** There is none. */
    record Missing() implements FoundTopic {}

    /**
     * The connector's user may not look.
     *
     * @param refusal the broker's error, by its class
     */
    record Hidden(String refusal) implements FoundTopic {}

    /**
     * There is one.
     *
     * @param replication of the partition that has the fewest replicas
     */
    record Present(int partitions, int replication, Settings settings) implements FoundTopic {}

    /** A topic's settings, as far as they could be read. */
    sealed interface Settings {

        /** They were told. */
        record Known(TopicSettings values) implements Settings {}

        /** @param refusal the broker's error, by its class */
        record Unknown(String refusal) implements Settings {}
    }
}
