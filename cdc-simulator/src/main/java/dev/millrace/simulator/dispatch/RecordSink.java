package dev.millrace.simulator.dispatch;

import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where records go. Safe for all threads; one thread's records of a key are stored in the order in which it sent them. */
interface RecordSink {

    /**
     * Sends a record; may wait for room.
     *
     * @param wanted whether it is to be sent still: asked once it is known what it would be sent behind
     * @param stored called once all replicas have the record, on any thread; not at all where that fails, which ends every connection
     */
    void send(ProducerRecord<byte[], byte[]> record, BooleanSupplier wanted, Runnable stored)
            throws InterruptedException;
}
