package dev.millrace.codec.dataset;

import dev.millrace.codec.CobolRecords;
import dev.millrace.codec.FixedRecords;
import dev.millrace.codec.RecordDecoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the records of a data set follow each other: its RECFM, where the transfer has kept what is between records. */
public enum RecordFormat {

    /** Records of one length, nothing between them. */
    F {
        @Override
        public CobolRecords open(Path file, RecordDecoder decoder) throws IOException {
            return FixedRecords.open(file, decoder);
        }
    },

    /** A record descriptor word before each record, or before each segment of a spanned one. */
    V {
        @Override
        public CobolRecords open(Path file, RecordDecoder decoder) throws IOException {
            return variable(file, new RecordDescriptors(file.toString(), stream(file)), decoder);
        }
    },

    /** As V, in blocks, each with a block descriptor word before it. */
    VB {
        @Override
        public CobolRecords open(Path file, RecordDecoder decoder) throws IOException {
            return variable(file, new BlockDescriptors(file.toString(), stream(file)), decoder);
        }
    };

    /**
     * Opens a file, to be closed by the caller.
     *
     * @throws dev.millrace.codec.CodecException {@link dev.millrace.codec.ErrorCode#RECORD_LENGTH} where it can be seen before reading that
     *     it does not hold whole records
     * @throws IOException where it cannot be opened
     */
    public abstract CobolRecords open(Path file, RecordDecoder decoder) throws IOException;

    private static BufferedInputStream stream(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }

    private static CobolRecords variable(Path file, RecordDescriptors descriptors, RecordDecoder decoder) {
        return new VariableRecords(new SpannedRecords(file.toString(), descriptors), decoder);
    }
}
