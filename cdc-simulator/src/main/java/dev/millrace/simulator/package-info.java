/** A mainframe to test with: the bank, its log, and what delivery does to the stream. */
@NullMarked
package dev.millrace.simulator;

import org.jspecify.annotations.NullMarked;
