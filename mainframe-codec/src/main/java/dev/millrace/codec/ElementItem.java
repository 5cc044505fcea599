package dev.millrace.codec;

/**
 * An elementary item: a field with a picture.
 *
 * @param type what the field holds and how
 */
public record ElementItem(String name, int level, int line, int offset, Occurs occurs, DataType type) implements Item {

    @Override
    public int length() {
        return type.length();
    }
}
