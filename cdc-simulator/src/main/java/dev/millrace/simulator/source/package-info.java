/** The source database as its log shows it: tables, rows, changes, and the clock that stamps them. */
@NullMarked
package dev.millrace.simulator.source;

import org.jspecify.annotations.NullMarked;
