/** Connectors beside a bare client of their stores. */
@NullMarked
package dev.millrace.bench.store;

import org.jspecify.annotations.NullMarked;
