/** Rounds of kills, restarts and outages against the real broker and stores, each compared row by row. */
@NullMarked
package dev.millrace.cli.soak;

import org.jspecify.annotations.NullMarked;
