@NullMarked
package dev.millrace.bench.sample;

import org.jspecify.annotations.NullMarked;
