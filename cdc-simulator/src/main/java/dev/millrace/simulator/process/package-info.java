/** What the processes of the pipeline share: their endpoint, their waits. */
@NullMarked
package dev.millrace.simulator.process;

import org.jspecify.annotations.NullMarked;
