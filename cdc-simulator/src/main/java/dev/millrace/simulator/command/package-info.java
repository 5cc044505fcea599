/** The commands of the simulator's processes, and the entry point of their image. */
@NullMarked
package dev.millrace.simulator.command;

import org.jspecify.annotations.NullMarked;
