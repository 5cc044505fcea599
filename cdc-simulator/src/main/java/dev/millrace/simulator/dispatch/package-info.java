/** The Dispatcher: takes units of work from Publishers, and acknowledges each once all of its records are stored in Kafka. */
@NullMarked
package dev.millrace.simulator.dispatch;

import org.jspecify.annotations.NullMarked;
