/** {@code millrace top}: stages and connectors as they run. */
@NullMarked
package dev.millrace.cli.top;

import org.jspecify.annotations.NullMarked;
