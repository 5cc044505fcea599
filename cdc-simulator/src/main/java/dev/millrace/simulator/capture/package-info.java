/** Capture: reads a source's log, and keeps committed units of work on disk until they are published. */
@NullMarked
package dev.millrace.simulator.capture;

import org.jspecify.annotations.NullMarked;
