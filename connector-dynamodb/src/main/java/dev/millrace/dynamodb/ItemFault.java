package dev.millrace.dynamodb;

/**
 * Why the service takes an item never. The names are part of the interface: they stand in the header {@code millrace.reason} of a
 * dead letter.
 */
enum ItemFault {
    /** More than 400 KB, names included. */
    ITEM_TOO_LARGE,
    /** A key attribute is an empty text or no bytes. */
    KEY_EMPTY,
    /** A partition key of more than 2,048 bytes, or a sort key of more than 1,024. */
    KEY_TOO_LONG,
    /** More than 38 significant digits, or a magnitude outside of 1E-130 to 9.99E+125. */
    NUMBER_OUT_OF_RANGE,
    /** The value of a column that is the key of a secondary index cannot be one there. */
    INDEX_KEY_REFUSED,
    /** The items of one partition key are more than 10 GB in a table with a local secondary index. */
    ITEM_COLLECTION_TOO_LARGE,
    /** Whatever else the service finds wrong with this item. */
    VALUE_REFUSED
}
