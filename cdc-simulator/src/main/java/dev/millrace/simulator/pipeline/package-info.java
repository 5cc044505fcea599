/** The stages together: what a run of all of them is set up with. */
@NullMarked
package dev.millrace.simulator.pipeline;

import org.jspecify.annotations.NullMarked;
