/** A workload made of nothing but copybooks: files, segment hierarchies and tables with random rows. */
@NullMarked
package dev.millrace.simulator.generate;

import org.jspecify.annotations.NullMarked;
