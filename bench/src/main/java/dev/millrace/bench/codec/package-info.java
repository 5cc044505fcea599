/** How fast records are decoded and encoded. */
@NullMarked
package dev.millrace.bench.codec;

import org.jspecify.annotations.NullMarked;
