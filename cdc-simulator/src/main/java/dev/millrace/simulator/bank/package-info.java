/** The bank: its data sets, the posting batch, and the random activity after it. */
@NullMarked
package dev.millrace.simulator.bank;

import org.jspecify.annotations.NullMarked;
