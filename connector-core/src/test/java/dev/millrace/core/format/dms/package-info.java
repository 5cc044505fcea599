/** What raw records say, and what is refused of them. */
@NullMarked
package dev.millrace.core.format.dms;

import org.jspecify.annotations.NullMarked;
