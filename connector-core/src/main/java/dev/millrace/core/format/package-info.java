/** Bytes to changes: one class a format. */
@NullMarked
package dev.millrace.core.format;

import org.jspecify.annotations.NullMarked;
