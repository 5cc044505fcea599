/** Poll loop, assignments, frontier, lanes and commits: the only concurrent code. */
@NullMarked
package dev.millrace.core.engine;

import org.jspecify.annotations.NullMarked;
