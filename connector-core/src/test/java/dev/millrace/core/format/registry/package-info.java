/** What registries answer, and what is remembered of it. */
@NullMarked
package dev.millrace.core.format.registry;

import org.jspecify.annotations.NullMarked;
