package dev.millrace.dynamodb;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What can be seen to be wrong without the service. */
final class SettingsChecks {
    /** A part of the service's host name; those that come to be are not known here. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

    private final List<Problem> problems = new ArrayList<>();

    private SettingsChecks() {}

    static List<Problem> check(DynamoDbSettings settings) {
        SettingsChecks checks = new SettingsChecks();
        checks.name("target.progress-table", settings.progressTable());
        checks.target(settings);
        for (TableSettings table : settings.tables()) {
            String name = table.table().table().name();
            checks.name(table.table().path() + ".target", name);
            if (name.equals(settings.progressTable())) {
                checks.invalid("target.progress-table", name + " is a table of rows too", "choose another name");
            }
            TableMapper mapper = new TableMapper(table);
            mapper.map();
            checks.problems.addAll(mapper.problems());
        }
        return checks.problems;
    }

    private void target(DynamoDbSettings settings) {
        settings.region()
                .filter(region -> !REGION.matcher(region).matches())
                .ifPresent(region -> invalid(
                        "target.region",
                        "\"" + region + "\" is no name of a Region",
                        "give its code, as in eu-central-1"));
        if (settings.inFlight() < 1) {
            invalid("target.in-flight", "expected 1 or more, found " + settings.inFlight(), "give more");
        }
        if (settings.requestTimeout().compareTo(SHORTEST_TIMEOUT) < 0) {
            invalid(
                    "target.request-timeout",
                    "expected 100 ms or more, found "
                            + settings.requestTimeout().toMillis() + " ms",
                    "give a longer time");
        }
    }

    private void name(String path, String name) {
        if (!TABLE_NAME.matcher(name).matches()) {
            invalid(
                    path,
                    "\"" + name + "\" is no name of a DynamoDB table",
                    "use 3 to 255 of a-z, A-Z, 0-9, underscore, hyphen and dot");
        }
    }

    private void invalid(String path, String what, String fix) {
        problems.add(new Problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix));
    }
}
