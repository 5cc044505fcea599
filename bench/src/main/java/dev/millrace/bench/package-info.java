/** The command {@code millrace bench}: measures the product beside its peers. */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
