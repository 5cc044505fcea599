/** Plays a workload through delivery at a pace. */
@NullMarked
package dev.millrace.simulator.playback;

import org.jspecify.annotations.NullMarked;
