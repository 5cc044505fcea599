/** One command that plays a bank, replicates it and proves the result. */
@NullMarked
package dev.millrace.cli.demo;

import org.jspecify.annotations.NullMarked;
