/** What the records of Debezium's connectors say, and what is refused of them. */
@NullMarked
package dev.millrace.core.format.debezium;

import org.jspecify.annotations.NullMarked;
