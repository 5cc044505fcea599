/** From the log to Kafka: the change records, the faults of delivery, the producer. */
@NullMarked
package dev.millrace.simulator.delivery;

import org.jspecify.annotations.NullMarked;
