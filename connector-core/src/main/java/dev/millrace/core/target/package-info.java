/** The interface that a connector implements, and the types of its tables. */
@NullMarked
package dev.millrace.core.target;

import org.jspecify.annotations.NullMarked;
