/** The command of a connector's deployment: whatever connectors are on the class path, and nothing else of the project. */
@NullMarked
package dev.millrace.launcher;

import org.jspecify.annotations.NullMarked;
