@NullMarked
package dev.millrace.bench.run;

import org.jspecify.annotations.NullMarked;
