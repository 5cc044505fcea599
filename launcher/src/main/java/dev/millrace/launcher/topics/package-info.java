/** The topics of a connector. */
@NullMarked
package dev.millrace.launcher.topics;

import org.jspecify.annotations.NullMarked;
