package dev.millrace.simulator.source;

/** What has a place in the source's log. */
public interface Sequenced {

    /** The place, durable and strictly increasing. */
    long ordinal();
}
