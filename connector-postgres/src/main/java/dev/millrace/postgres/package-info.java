/** Conditional writes to PostgreSQL and Aurora PostgreSQL. */
@NullMarked
package dev.millrace.postgres;

import org.jspecify.annotations.NullMarked;
