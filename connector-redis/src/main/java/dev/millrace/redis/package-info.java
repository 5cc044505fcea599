/** Redis and Valkey as targets, single servers and clusters. */
@NullMarked
package dev.millrace.redis;

import org.jspecify.annotations.NullMarked;
