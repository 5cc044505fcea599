/** Metrics and health, and the HTTP endpoint that shows them. */
@NullMarked
package dev.millrace.core.observe;

import org.jspecify.annotations.NullMarked;
