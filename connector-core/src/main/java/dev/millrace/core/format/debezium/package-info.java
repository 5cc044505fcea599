/** Records of Debezium's connectors. */
@NullMarked
package dev.millrace.core.format.debezium;

import org.jspecify.annotations.NullMarked;
