package dev.millrace.core.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as it came from a topic, before anybody knows what is in it. */
public interface SourceRecord {

    /** The topic's name. */
    String topic();

    /** The record's place in its partition: stands in for an ordinal where the source has none. */
    long offset();

    /** The broker's or the producer's time of the record, in milliseconds since 1970. */
    long timestampMillis();

    /** What stands beside the record's bytes, in the order of the record. */
    List<SourceHeader> headers();

    /** The record's bytes, not to be changed. */
    byte @Nullable [] value();
}
