package dev.millrace.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes messages to a stream that stays the caller's. Safe for all threads: a message is written whole. */
public final class MessageWriter {
    /** Longer texts are cut: a reason is for people, and names are shorter. */
    private static final int MAX_TEXT = 500;

    private static final int MAX_BODY_BYTES = 2 * Long.BYTES + 4 * MAX_TEXT;
    private static final byte[] NOTHING = {};
    private static final byte[] PART = {Frame.PART};

    private final OutputStream out;

    public MessageWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a message, which may stay in the stream's buffer until {@link #flush()}. */
    public void write(Message message) throws IOException {
        if (message instanceof Message.Part part) {
            write(PART, part.payload());
        } else {
            write(body(message), NOTHING);
        }
    }

    public synchronized void flush() throws IOException {
        out.flush();
    }

    private static byte[] body(Message message) {
        ByteBuffer body = ByteBuffer.allocate(MAX_BODY_BYTES);
        if (message instanceof Message.Hello hello) {
            body.put(Frame.HELLO).putLong(Frame.MAGIC).putShort((short) hello.version());
            text(hello.publisher(), body);
        } else if (message instanceof Message.Welcome welcome) {
            body.put(Frame.WELCOME).putShort((short) welcome.version()).putInt(welcome.window());
            text(welcome.cluster(), body);
        } else if (message instanceof Message.Start start) {
            body.put(Frame.START).putLong(start.ordinal());
        } else if (message instanceof Message.Acknowledged acknowledged) {
            body.put(Frame.ACKNOWLEDGED).putLong(acknowledged.ordinal());
        } else if (message instanceof Message.Refused refused) {
            body.put(Frame.REFUSED).putShort((short) refused.code().number());
            text(refused.reason(), body);
        } else {
            body.put(Frame.ALIVE);
        }
        return Arrays.copyOf(body.array(), body.position());
    }

    private static void text(String text, ByteBuffer body) {
        String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        byte[] encoded = cut.getBytes(StandardCharsets.UTF_8);
        body.putShort((short) encoded.length).put(encoded);
    }

    private synchronized void write(byte[] head, byte[] rest) throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(head);
        checksum.update(rest);
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES)
                .putInt(head.length + rest.length)
                .putInt((int) checksum.getValue());
        out.write(header.array());
        out.write(head);
        out.write(rest);
    }
}
