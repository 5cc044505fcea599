/** Records in Avro's binary form, whose schemas a registry has. */
@NullMarked
package dev.millrace.core.format.avro;

import org.jspecify.annotations.NullMarked;
