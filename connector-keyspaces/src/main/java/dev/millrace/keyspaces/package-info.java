/** Amazon Keyspaces and Apache Cassandra as targets. */
@NullMarked
package dev.millrace.keyspaces;

import org.jspecify.annotations.NullMarked;
