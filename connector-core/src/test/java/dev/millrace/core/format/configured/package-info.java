/** What configured records say, and what is refused of them. */
@NullMarked
package dev.millrace.core.format.configured;

import org.jspecify.annotations.NullMarked;
