/** Registries of schemas: what they are asked, and what is remembered of their answers. */
@NullMarked
package dev.millrace.core.format.registry;

import org.jspecify.annotations.NullMarked;
