/** What every benchmark needs: the machine, a directory, threads, what was measured. */
@NullMarked
package dev.millrace.bench.run;

import org.jspecify.annotations.NullMarked;
