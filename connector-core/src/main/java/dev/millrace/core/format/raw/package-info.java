/** Records as they were written before any change engine had them: the row alone, and what is said of it in headers. */
@NullMarked
package dev.millrace.core.format.raw;

import org.jspecify.annotations.NullMarked;
