/** Measures Capture, Publisher and Dispatcher, each alone and one after the other. */
@NullMarked
package dev.millrace.bench.stages;

import org.jspecify.annotations.NullMarked;
