/** The registry of AWS Glue: the only place where the core knows the SDK, for signatures. */
@NullMarked
package dev.millrace.core.format.registry.glue;

import org.jspecify.annotations.NullMarked;
