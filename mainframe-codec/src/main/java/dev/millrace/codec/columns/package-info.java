/** A record as a row: which columns a copybook's record has, what they are called, and their values. */
@NullMarked
package dev.millrace.codec.columns;

import org.jspecify.annotations.NullMarked;
