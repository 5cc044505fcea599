/** Data sets as a source: one unload after the other, as what has changed between them. */
@NullMarked
package dev.millrace.simulator.replay;

import org.jspecify.annotations.NullMarked;
