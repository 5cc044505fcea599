/** Chooses what reads and writes the records that a configuration describes. */
@NullMarked
package dev.millrace.core.format.configured;

import org.jspecify.annotations.NullMarked;
