/** Records of Precisely's engines. */
@NullMarked
package dev.millrace.core.format.precisely;

import org.jspecify.annotations.NullMarked;
