/** Classification, retry and dead letters. */
@NullMarked
package dev.millrace.core.failure;

import org.jspecify.annotations.NullMarked;
