package dev.millrace.bench.stages;

import dev.millrace.bench.run.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A histogram that a stage serves.
 *
 * @param counts of durations by their upper bound in seconds, cumulative
 */
record Latency(Map<Double, Double> counts) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Reads it from a stage's endpoint on 127.0.0.1. */
    static Latency read(int port, String metric) throws InterruptedException {
        Pattern bucket = Pattern.compile(metric + "_bucket\\{le=\"([^\"]+)\"\\} (\\S+)");
        try {
            String metrics = HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<Double, Double> counts = new TreeMap<>();
            Matcher line = bucket.matcher(metrics);
            while (line.find()) {
                double bound =
                        line.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(line.group(1));
                counts.put(bound, Double.valueOf(line.group(2)));
            }
            return new Latency(counts);
        } catch (IOException unreachable) {
            throw new BenchFailure("a stage does not answer", unreachable);
        }
    }

    /**
     * The duration in milliseconds that a share of those since an earlier reading did not exceed: the bound of its bucket.
     *
     * @param share 0 to 1
     */
    double since(Latency earlier, double share) {
        double all = count(earlier, Double.POSITIVE_INFINITY);
        for (double bound : counts.keySet()) {
            if (count(earlier, bound) >= share * all) {
                return bound * 1000;
            }
        }
        return Double.NaN;
    }

    private double count(Latency earlier, double bound) {
        return counts.getOrDefault(bound, 0.0) - earlier.counts.getOrDefault(bound, 0.0);
    }
}
