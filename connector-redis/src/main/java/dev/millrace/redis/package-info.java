/** Amazon Redis and Apache Cassandra as targets. */
@NullMarked
package dev.millrace.redis;

import org.jspecify.annotations.NullMarked;
