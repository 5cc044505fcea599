/** The Publisher: streams what Capture has stored to a Dispatcher, from what that has acknowledged last. */
@NullMarked
package dev.millrace.simulator.publish;

import org.jspecify.annotations.NullMarked;
