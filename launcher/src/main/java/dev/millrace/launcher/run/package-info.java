/** The connectors in the foreground. */
@NullMarked
package dev.millrace.launcher.run;

import org.jspecify.annotations.NullMarked;
