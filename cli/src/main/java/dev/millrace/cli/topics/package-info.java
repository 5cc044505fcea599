/** The topics of a connector. */
@NullMarked
package dev.millrace.cli.topics;

import org.jspecify.annotations.NullMarked;
