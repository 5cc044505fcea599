package dev.millrace.codec;

/** Encodes the records of a data set, whatever gives them their layout. */
public interface RecordEncoder {

    /** Bytes of the longest record. */
    int recordLength();

    /**
     * Encodes a record into the buffer from an offset on, where the longest has room. Behind the record, up to the length of the
     * longest, the buffer is undefined.
     *
     * @return bytes of the record
     * @throws CodecException where the record does not fit its layout; its bytes in the buffer are undefined then
     */
    int encode(CobolRecord record, byte[] buffer, int offset);
}
