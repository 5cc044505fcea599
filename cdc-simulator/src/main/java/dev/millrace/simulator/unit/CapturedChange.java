package dev.millrace.simulator.unit;

/**
 * A change of one row, its images as the source keeps them: Db2 rows as their columns in JSON, IMS segments and VSAM records as
 * their bytes. The arrays are shared, not copied, and not to be changed.
 *
 * @param object the source's name of the table, segment or file, {@code BANK.CUSTOMER}
 * @param schema the layout of the images, for whoever reads them
 * @param before the image before; empty where the kind has none
 * @param after the image after; empty where the kind has none
 * @param parentKey of an IMS segment: the concatenated keys of its parents; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way: copied nowhere, compared nowhere.
public record CapturedChange(
        String object, ChangeKind kind, String schema, byte[] before, byte[] after, byte[] parentKey) {
    /** What stands for an image or a key that is not there. */
    public static final byte[] NONE = {};

    /** Checks that the images are those of the kind. */
    public CapturedChange {
        if (kind.hasBefore() != before.length > 0 || kind.hasAfter() != after.length > 0) {
            throw new IllegalArgumentException(
                    kind + " with " + before.length + " bytes before and " + after.length + " after");
        }
    }

    /** The image that shows the row last: the one before a delete, the one after everything else. */
    public byte[] image() {
        return kind.hasAfter() ? after : before;
    }

    /** About how many bytes the change takes as a part of its unit. */
    public int bytes() {
        return before.length + after.length + parentKey.length;
    }

    /** Names only: images are personal data. */
    @Override
    public String toString() {
        return kind + " of " + object;
    }
}
