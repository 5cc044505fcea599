/** Compares a target with the true state of its source, by plain SQL. */
@NullMarked
package dev.millrace.cli.verify;

import org.jspecify.annotations.NullMarked;
