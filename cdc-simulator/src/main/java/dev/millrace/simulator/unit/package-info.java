/** A committed unit of work as bytes: what Capture stores, the Publisher sends, and the Dispatcher takes apart. */
@NullMarked
package dev.millrace.simulator.unit;

import org.jspecify.annotations.NullMarked;
