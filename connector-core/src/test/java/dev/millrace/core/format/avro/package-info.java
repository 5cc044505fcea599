/** What is read of Avro, and what is refused of it. */
@NullMarked
package dev.millrace.core.format.avro;

import org.jspecify.annotations.NullMarked;
