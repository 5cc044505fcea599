/** What the log looks like: for people or for machines, and never with what may be data. */
@NullMarked
package dev.millrace.launcher.logging;

import org.jspecify.annotations.NullMarked;
