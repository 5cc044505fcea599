package dev.millrace.simulator.wire;

/** What reader and writer share: a frame is the length of its body (4 bytes), the body's CRC-32C (4 bytes), and the body: type and content. */
final class Frame {
    static final int HEADER_BYTES = 8;

    static final byte HELLO = 'H';
    static final byte WELCOME = 'W';
    static final byte START = 'S';
    static final byte PART = 'P';
    static final byte ACKNOWLEDGED = 'A';
    static final byte ALIVE = 'L';
    static final byte REFUSED = 'R';

    /** "MILLRACE": what begins otherwise is somebody else's. */
    static final long MAGIC = 0x4D49_4C4C_5241_4345L;

    private Frame() {}
}
