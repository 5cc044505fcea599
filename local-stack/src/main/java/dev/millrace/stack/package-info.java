/** Real servers as child processes: each with ports, a directory and a guard of its own. */
@NullMarked
package dev.millrace.stack;

import org.jspecify.annotations.NullMarked;
