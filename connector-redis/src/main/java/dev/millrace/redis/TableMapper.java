package dev.millrace.redis;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.KeyTemplate;
import dev.millrace.core.target.TargetTable;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks the settings of one table, and makes the mapping of its rows. For one thread. */
final class TableMapper {
    private static final Set<String> RESERVED = Set.of(Reserved.VERSION, Reserved.DELETED);
    /** Where a column's value stands, for a look at what is around it. */
    private static final String VALUE = "x";

    private final TableSettings settings;
    private final Optional<Duration> tombstoneExpiry;
    private final TargetTable table;
    private final List<Problem> problems = new ArrayList<>();

    /** @param tombstoneExpiry empty: never */
    TableMapper(TableSettings settings, Optional<Duration> tombstoneExpiry) {
        this.settings = settings;
        this.tombstoneExpiry = tombstoneExpiry;
        this.table = settings.defined().table();
    }

    /**
     * A table.
     *
     * @param prefixes what the keys begin with that the connector writes for it, each with what it is for
     */
    record Mapped(MappedTable table, List<Prefix> prefixes) {}

    /** The beginning of keys. */
    record Prefix(String text, String what) {}

    /** The table; empty where there are problems. */
    Optional<Mapped> map() {
        columns();
        ttl();
        Optional<RowKeys> keys = template().map(RowKeys::new);
        return problems.isEmpty() ? keys.map(this::mapped) : Optional.empty();
    }

    List<Problem> problems() {
        return problems;
    }

    private Mapped mapped(RowKeys keys) {
        byte[] forgotten = Expiry.argument(tombstoneExpiry);
        Prefix rows = new Prefix(keys.rowPrefix(), "rows of " + table.name());
        if (settings.versionPlace() == VersionPlace.SIDECAR) {
            byte[] ttl = Expiry.argument(settings.ttl());
            return new Mapped(
                    new SidecarTable(settings.defined(), keys, settings.layout(), ttl, forgotten),
                    List.of(rows, new Prefix(keys.versionPrefix(), "versions of " + table.name())));
        }
        MappedTable mapped = settings.layout() == Layout.HASH
                ? new InlineHashTable(settings.defined(), keys, forgotten)
                : new InlineJsonTable(settings.defined(), keys, forgotten);
        return new Mapped(mapped, List.of(rows));
    }

    private void columns() {
        for (Column column : table.columns()) {
            if (RESERVED.contains(column.name())) {
                invalid("columns", column.name() + " is the connector's own", "give the column another name");
            }
        }
        if (settings.layout() == Layout.HASH && table.columns().size() > RowLimits.MOST_FIELDS) {
            invalid(
                    "columns",
                    "a hash is written with at most " + RowLimits.MOST_FIELDS + " fields",
                    "set layout: json, or leave some out with ignored-columns");
        }
    }

    private void ttl() {
        if (settings.ttl().isPresent() && settings.versionPlace() == VersionPlace.INLINE) {
            invalid(
                    "ttl",
                    "a row that expires would take its version along, and a late change bring it back",
                    "set version: sidecar, or take the ttl away");
        }
    }

    private Optional<KeyTemplate> template() {
        String text = settings.keyTemplate().orElseGet(this::usualTemplate);
        try {
            KeyTemplate template = KeyTemplate.parse(text, table, RowKeys.BRACES);
            boolean complete = namesAllColumns(template);
            return hasSoundTag(text, template) && complete ? Optional.of(template) : Optional.empty();
        } catch (KeyTemplate.Malformed malformed) {
            template(
                    "\"" + text + "\" is no template: " + malformed.getMessage(),
                    "write columns of the key in braces with text between them, as in account:{account_id}");
            return Optional.empty();
        }
    }

    private String usualTemplate() {
        return table.name().replace("{", "{{").replace("}", "}}")
                + table.keyIndexes().stream()
                        .map(index -> ":{" + table.columns().get(index).name() + "}")
                        .collect(Collectors.joining());
    }

    private boolean namesAllColumns(KeyTemplate template) {
        String missing = IntStream.range(0, table.keyIndexes().size())
                .filter(part -> !template.keyIndexes().contains(part))
                .mapToObj(part ->
                        "{" + table.columns().get(table.keyIndexes().get(part)).name() + "}")
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            template(
                    "two rows that differ only in " + missing + " would have one key",
                    "name every column of the key in it");
        }
        return missing.isEmpty();
    }

    /** Redis takes the first opening brace and the first closing one after it: with more of them nobody sees what decides the slot. */
    private boolean hasSoundTag(String text, KeyTemplate template) {
        String around = String.join(VALUE, template.literals());
        int open = around.indexOf('{');
        int close = around.indexOf('}');
        boolean none = open < 0 && close < 0;
        boolean one =
                open >= 0 && open + 1 < close && open == around.lastIndexOf('{') && close == around.lastIndexOf('}');
        if (!none && !one) {
            template(
                    "\"" + text + "\" has braces in its text that are no hash tag: one pair, with something between",
                    "take them away, or write one pair as in {{{branch}}}:{account_id}");
        }
        return none || one;
    }

    private void template(String what, String fix) {
        invalid("key-template", what, fix);
    }

    private void invalid(String key, String what, String fix) {
        problems.add(
                new Problem(ProblemCode.CONFIG_VALUE_INVALID, settings.defined().path() + "." + key, what, fix));
    }
}
