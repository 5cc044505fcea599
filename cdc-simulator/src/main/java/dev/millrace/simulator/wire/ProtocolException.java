package dev.millrace.simulator.wire;

import java.io.IOException;

/** The other side does not speak the protocol: nothing of what it sent can be relied on any more. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
