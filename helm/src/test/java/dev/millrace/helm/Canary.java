package dev.millrace.helm;

/** Releases with the pod of {@code helm test}. */
final class Canary {
    private Canary() {}

    static Release of(Chart chart) {
        String table =
                Yaml.object(chart.minimal()).at("/config/tables/0/source").asText();
        String column =
                Yaml.object(chart.minimal()).at("/config/tables/0/key/0").asText();
        return Release.of(chart)
                .with("canary: {enabled: true, table: " + table + ", values: {" + column + ": 1, NOTE: 'say \"hi\"'}}");
    }
}
