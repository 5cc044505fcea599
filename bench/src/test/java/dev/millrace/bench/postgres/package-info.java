@NullMarked
package dev.millrace.bench.postgres;

import org.jspecify.annotations.NullMarked;
