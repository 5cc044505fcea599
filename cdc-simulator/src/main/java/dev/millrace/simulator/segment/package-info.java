/** Transient storage: committed units of work in append-only files, between the process that captures and the one that publishes. */
@NullMarked
package dev.millrace.simulator.segment;

import org.jspecify.annotations.NullMarked;
