package dev.millrace.simulator.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads messages from a stream that stays the caller's, and that anybody may have written. What is no message ends in a {@link
 * ProtocolException}; memory is taken only as bytes arrive. Owned by one thread.
 */
public final class MessageReader {
    /** Every message but a part. */
    private static final int MAX_SMALL_BYTES = 4 << 10;

    private final InputStream in;
    private final int maxPartBytes;

    /** @param maxPartBytes the largest part that is taken; 0: none is expected here */
    public MessageReader(InputStream in, int maxPartBytes) {
        this.in = in;
        this.maxPartBytes = maxPartBytes;
    }

    /**
     * The next message.
     *
     * @throws EOFException where the other side has ended the connection between two messages
     * @throws ProtocolException where the bytes are no message
     */
    public Message read() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(Frame.HEADER_BYTES));
        if (header.remaining() == 0) {
            throw new EOFException("the connection has ended");
        }
        requireWhole(header.remaining(), Frame.HEADER_BYTES);
        int length = header.getInt();
        int checksum = header.getInt();
        if (length < 1 || length > Math.max(MAX_SMALL_BYTES, maxPartBytes + 1)) {
            throw new ProtocolException("a frame of an impossible length");
        }
        int type = in.read();
        if (type != Frame.PART && length > MAX_SMALL_BYTES) {
            throw new ProtocolException("a frame that is too long for its type");
        }
        byte[] content = in.readNBytes(length - 1);
        requireWhole(content.length, length - 1);
        CRC32C found = new CRC32C();
        found.update(type);
        found.update(content);
        if ((int) found.getValue() != checksum) {
            throw new ProtocolException("a frame with a wrong checksum");
        }
        return message(type, content);
    }

    private static void requireWhole(int found, int expected) throws ProtocolException {
        if (found < expected) {
            throw new ProtocolException("the connection has ended within a message");
        }
    }

    private Message message(int type, byte[] content) throws ProtocolException {
        if (type == Frame.PART) {
            return part(content);
        }
        Fields fields = new Fields(ByteBuffer.wrap(content));
        Message message = switch (type) {
            case Frame.HELLO -> hello(fields);
            case Frame.WELCOME -> new Message.Welcome(fields.number16(), positive(fields.number32()), fields.text());
            case Frame.START -> new Message.Start(fields.number64());
            case Frame.ACKNOWLEDGED -> new Message.Acknowledged(fields.number64());
            case Frame.ALIVE -> new Message.Alive();
            case Frame.REFUSED -> new Message.Refused(code(fields.number16()), fields.text());
            default -> throw new ProtocolException("a message of an unknown type");
        };
        fields.requireEnd();
        return message;
    }

    private Message part(byte[] content) throws ProtocolException {
        if (content.length > maxPartBytes) {
            throw new ProtocolException("a part where none is taken");
        }
        return new Message.Part(content);
    }

    private static Message hello(Fields fields) throws ProtocolException {
        if (fields.number64() != Frame.MAGIC) {
            throw new ProtocolException("another protocol");
        }
        return new Message.Hello(fields.number16(), fields.text());
    }

    private static int positive(int number) throws ProtocolException {
        if (number < 1) {
            throw new ProtocolException("a window that takes nothing");
        }
        return number;
    }

    private static RefusalCode code(int number) throws ProtocolException {
        return RefusalCode.of(number).orElseThrow(() -> new ProtocolException("an unknown refusal"));
    }

    /** The content of a message, field by field. */
    private record Fields(ByteBuffer content) {
        int number16() throws ProtocolException {
            require(Short.BYTES);
            return Short.toUnsignedInt(content.getShort());
        }

        int number32() throws ProtocolException {
            require(Integer.BYTES);
            return content.getInt();
        }

        long number64() throws ProtocolException {
            require(Long.BYTES);
            return content.getLong();
        }

        String text() throws ProtocolException {
            int length = number16();
            require(length);
            ByteBuffer encoded = content.slice(content.position(), length);
            content.position(content.position() + length);
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
            } catch (CharacterCodingException notUtf8) {
                throw new ProtocolException("a text that is no UTF-8");
            }
        }

        void requireEnd() throws ProtocolException {
            if (content.hasRemaining()) {
                throw new ProtocolException("a message that goes on behind its end");
            }
        }

        private void require(int bytes) throws ProtocolException {
            if (content.remaining() < bytes) {
                throw new ProtocolException("a message that ends too early");
            }
        }
    }
}
