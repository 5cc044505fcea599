/** The assembly of a connector from its parts. */
@NullMarked
package dev.millrace.core;

import org.jspecify.annotations.NullMarked;
