/** Formats of data sets: how records follow each other in a file, and what stands before them. */
@NullMarked
package dev.millrace.codec.dataset;

import org.jspecify.annotations.NullMarked;
