package dev.millrace.codec;

import java.util.OptionalLong;

/** Where an error is. {@code toString} is meant for people, the components are meant for programs. */
public sealed interface Place {

    /**
     * In the source of a copybook.
     *
     * @param file name of the copybook, as the caller gave it
     * @param line counted from 1
     * @param item name of the data item, or {@code FILLER}, or the level number where no name is known yet
     */
    record InCopybook(String file, int line, String item) implements Place {
        @Override
        public String toString() {
            return file + ", line " + line + ", item " + item;
        }
    }

    /**
     * In a record that is decoded or encoded.
     *
     * @param record number of the record in its data set, counted from 1; empty where the record is on its own
     * @param offset of the field from the start of the record, in bytes, counted from 0
     * @param field qualified name with subscripts counted from 1, such as {@code ORDER.LINE(2).AMOUNT}
     */
    record InRecord(OptionalLong record, int offset, String field) implements Place {
        @Override
        public String toString() {
            String where = "offset " + offset + ", field " + field;
            return record.isPresent() ? "record " + record.getAsLong() + ", " + where : where;
        }
    }

    /**
     * In a data set as a whole.
     *
     * @param name path of the file, or the name that the caller gave the stream
     */
    record InDataSet(String name) implements Place {
        @Override
        public String toString() {
            return "data set " + name;
        }
    }

    /**
     * Before or between the records of a data set.
     *
     * @param name as in {@link InDataSet}
     * @param record number of the record that begins or goes on there, counted from 1
     * @param offset from the start of the data set, in bytes
     */
    record InDescriptor(String name, long record, long offset) implements Place {
        @Override
        public String toString() {
            return "data set " + name + ", record " + record + ", byte " + offset;
        }
    }

    /**
     * In the choice of the code page.
     *
     * @param name as the caller gave it
     */
    record InCodePage(String name) implements Place {
        @Override
        public String toString() {
            return "code page " + name;
        }
    }

    /**
     * In a choice between items that redefine each other.
     *
     * @param choice as the caller gave it
     */
    record InChoice(String choice) implements Place {
        @Override
        public String toString() {
            return "choice " + choice;
        }
    }
}
