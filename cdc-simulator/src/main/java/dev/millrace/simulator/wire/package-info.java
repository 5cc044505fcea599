/** The protocol between Publisher and Dispatcher: messages in checksummed frames. {@code docs/pipeline.md} has it on a page. */
@NullMarked
package dev.millrace.simulator.wire;

import org.jspecify.annotations.NullMarked;
