/** The model: a change, its version, its operation, its rows. Knows nothing of Kafka or of a database. */
@NullMarked
package dev.millrace.core.change;

import org.jspecify.annotations.NullMarked;
