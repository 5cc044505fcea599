/** What the processes of the pipeline share: their endpoint, their waits, the copybooks of their settings. */
@NullMarked
package dev.millrace.simulator.process;

import org.jspecify.annotations.NullMarked;
