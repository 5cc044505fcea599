package dev.millrace.codec;

/** Decodes the records of a data set, whatever gives them their layout. */
public interface RecordDecoder {

    /** Bytes of the longest record. */
    int recordLength();

    /**
     * Decodes a record of exactly this length.
     *
     * @param recordNumber counted from 1, for messages
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where its layout says another length or the buffer ends before it does;
     *     other codes as the record's fields have errors
     */
    CobolRecord decode(byte[] buffer, int offset, int length, long recordNumber);

    /**
     * Decodes a record that is at most this long, such as one in a data set whose records all have the length of the
     * longest. What is behind it is not looked at.
     */
    CobolRecord decodePadded(byte[] buffer, int offset, int length, long recordNumber);
}
