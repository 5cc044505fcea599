/** {@code millrace bench postgres}: the connector beside a bare client, a plain loop and Debezium's sink, each in a JVM of its own. */
@NullMarked
package dev.millrace.bench.postgres;

import org.jspecify.annotations.NullMarked;
