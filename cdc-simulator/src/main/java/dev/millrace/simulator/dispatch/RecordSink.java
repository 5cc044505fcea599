package dev.millrace.simulator.dispatch;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Where records go. Safe for all threads; one thread's records of a key are stored in the order in which it sent them. */
interface RecordSink {

    /**
     * Sends a record; may wait for room.
     *
     * @param stored called once all replicas have the record, on any thread; not at all where that fails, which ends every connection
     */
    void send(ProducerRecord<byte[], byte[]> record, Runnable stored) throws InterruptedException;
}
