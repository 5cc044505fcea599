package dev.millrace.redis;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.KeyTemplate;
import java.nio.charset.StandardCharsets;

/**
 * The keys of a table's rows, and those of their versions where they have their own. A row and its version are in one slot: both keys
 * have one hash tag, the part between the first braces that alone decides the slot. Immutable; safe for all threads.
 */
final class RowKeys {
    /** Escaped in values, so that all braces of a key are the template's. */
    static final String BRACES = "{}";

    private static final String VERSION = "v:";
    private static final String VERSION_OPEN = VERSION + "{";

    private final KeyTemplate template;
    private final boolean tagged;

    /** @param template whose values are without {@link #BRACES}, and whose text has none or one pair of them */
    RowKeys(KeyTemplate template) {
        this.template = template;
        this.tagged = template.literals().stream().anyMatch(literal -> literal.indexOf('{') >= 0);
    }

    String row(RowKey key) {
        return template.of(key);
    }

    /**
     * The key of a row's version.
     *
     * @param row the row's key
     * @throws RowRefused where no other key would be in its slot: with nothing between its braces, all of a key counts
     */
    String version(String row) throws RowRefused {
        if (tagged ? row.charAt(row.indexOf('{') + 1) == '}' : row.isEmpty()) {
            throw new RowRefused(RowRefused.KEY_TAG_EMPTY);
        }
        return tagged ? VERSION + row : VERSION_OPEN + row + '}';
    }

    /** What all rows' keys begin with. */
    String rowPrefix() {
        return template.prefix();
    }

    /** What all versions' keys begin with. */
    String versionPrefix() {
        return (tagged ? VERSION : VERSION_OPEN) + template.prefix();
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
