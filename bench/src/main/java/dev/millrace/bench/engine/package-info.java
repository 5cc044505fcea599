/** {@code millrace bench engine}: the engine alone, with targets that cost nothing or next to nothing. */
@NullMarked
package dev.millrace.bench.engine;

import org.jspecify.annotations.NullMarked;
