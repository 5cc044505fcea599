/** The true state of the source, and the file that carries it to a verifier. */
@NullMarked
package dev.millrace.simulator.truth;

import org.jspecify.annotations.NullMarked;
