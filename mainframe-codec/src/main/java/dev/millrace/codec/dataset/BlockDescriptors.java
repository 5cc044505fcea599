package dev.millrace.codec.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Reads the block descriptor words of a data set too, and sees to it that segments end with their block. For one thread. */
final class BlockDescriptors extends RecordDescriptors {

    private long endOfBlock;

    BlockDescriptors(String name, InputStream input) {
        super(name, input);
    }

    @Override
    Optional<Segment> next() throws IOException {
        while (offset() == endOfBlock) {
            Optional<byte[]> word = word("block");
            if (word.isEmpty()) {
                return Optional.empty();
            }
            endOfBlock = offset() + length(word.get()) - WORD;
        }
        Optional<Segment> segment = super.next();
        if (segment.isEmpty() || segment.get().offset() + WORD + segment.get().length() > endOfBlock) {
            throw broken(
                    segment.map(Segment::offset).orElse(offset()), "the record reaches beyond the end of its block");
        }
        return segment;
    }

    /** Of a block with its descriptor word: 15 bits and two zero bytes, or 31 bits behind a bit that is 1. */
    private long length(byte[] word) {
        int value = ByteBuffer.wrap(word).getInt();
        long length = value < 0 ? value & Integer.MAX_VALUE : value >>> Short.SIZE;
        if (length < WORD || (value >= 0 && (value & 0xFFFF) != 0)) {
            throw broken(
                    offset() - WORD,
                    "the bytes 0x" + HexFormat.of().withUpperCase().formatHex(word) + " are no block descriptor word");
        }
        return length;
    }
}
