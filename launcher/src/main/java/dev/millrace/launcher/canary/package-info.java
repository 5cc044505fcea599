/** One change, to see that it arrives. */
@NullMarked
package dev.millrace.launcher.canary;

import org.jspecify.annotations.NullMarked;
