package dev.millrace.simulator.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.unit.UnitPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class MessageReaderTest {
    /** How many hostile inputs; the whole number was run once. */
    private static final int FUZZED = Integer.getInteger("millrace.fuzz.inputs", 20_000);

    private static final int MAX_PART_BYTES = 10_000;
    private static final List<Message> MESSAGES = List.of(
            new Message.Hello(1, "bank"),
            new Message.Welcome(1, 1 << 20, "cluster-ü"),
            new Message.Start(1),
            new Message.Acknowledged(Long.MAX_VALUE),
            new Message.Alive(),
            new Message.Refused(RefusalCode.ORDER_BROKEN, "change 7 comes where 5 is next"));

    @Test
    void reads_what_was_written_one_after_the_other() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(bytes);
        byte[] part = new byte[MAX_PART_BYTES];
        new SplittableRandom(1).nextBytes(part);
        for (Message message : MESSAGES) {
            writer.write(message);
        }
        writer.write(new Message.Part(part));

        MessageReader reader = reader(bytes.toByteArray());
        for (Message message : MESSAGES) {
            assertEquals(message, reader.read());
        }
        assertArrayEquals(part, ((Message.Part) reader.read()).payload());
        assertThrows(EOFException.class, reader::read);
    }

    @Test
    void a_text_that_is_too_long_is_cut_and_still_read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new MessageWriter(bytes).write(new Message.Refused(RefusalCode.KEY_UNREADABLE, "ü".repeat(5_000)));

        Message.Refused read = (Message.Refused) reader(bytes.toByteArray()).read();

        assertTrue(read.reason().startsWith("üüü") && read.reason().length() < 5_000);
    }

    @Test
    void a_part_is_refused_where_none_is_taken_or_it_is_too_large() throws IOException {
        assertThrows(ProtocolException.class, () -> new MessageReader(in(part(1)), 0).read());
        assertThrows(
                ProtocolException.class, () -> reader(part(MAX_PART_BYTES + 1)).read());
    }

    /** The length alone is no reason to take memory. */
    @Test
    void a_length_that_nothing_follows_takes_no_memory() {
        byte[] greedy = {0x01, (byte) 0xFF, 0, 0, 0, 0, 0, 0, Frame.PART};
        long before = Runtime.getRuntime().totalMemory();

        assertThrows(ProtocolException.class, () -> new MessageReader(in(greedy), UnitPart.MAX_BYTES).read());

        assertTrue(Runtime.getRuntime().totalMemory() - before < UnitPart.MAX_BYTES);
    }

    @Test
    void whatever_the_bytes_are_it_gives_messages_or_refuses_them() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<byte[]> sound = new ArrayList<>();
        for (Message message : MESSAGES) {
            sound.add(bytes(message));
        }
        sound.add(part(300));
        int refused = 0;
        for (int i = 0; i < FUZZED; i++) {
            byte[] hostile = hostile(sound.get(random.nextInt(sound.size())).clone(), random);
            try {
                Message message = new MessageReader(in(hostile), MAX_PART_BYTES).read();
                assertArrayEquals(
                        bytes(message), Arrays.copyOf(hostile, bytes(message).length), "exactly what was there");
            } catch (ProtocolException | EOFException expected) {
                refused++;
            }
        }
        assertTrue(refused > FUZZED / 2, refused + " refused");
    }

    private static byte[] hostile(byte[] sound, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(sound);
            case 1 -> sound[random.nextInt(sound.length)] = (byte) random.nextInt();
            case 2 -> {
                return Arrays.copyOf(sound, random.nextInt(sound.length + 20));
            }
            default -> {
                // With a sound checksum, so that what is behind it is met.
                int length = sound.length - Frame.HEADER_BYTES;
                if (length > 1) {
                    sound[Frame.HEADER_BYTES + random.nextInt(length)] = (byte) random.nextInt();
                }
                CRC32C checksum = new CRC32C();
                checksum.update(sound, Frame.HEADER_BYTES, length);
                ByteBuffer.wrap(sound).putInt(Integer.BYTES, (int) checksum.getValue());
            }
        }
        return sound;
    }

    private static byte[] part(int size) throws IOException {
        return bytes(new Message.Part(new byte[size]));
    }

    private static byte[] bytes(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new MessageWriter(bytes).write(message);
        return bytes.toByteArray();
    }

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(in(bytes), MAX_PART_BYTES);
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
