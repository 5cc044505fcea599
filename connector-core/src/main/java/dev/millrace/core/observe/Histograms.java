package dev.millrace.core.observe;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All histograms of the connector, as Prometheus reads them. Micrometer's timers take one duration at a time, four shared
 * counters each; these take a batch at once. Safe for all threads.
 */
final class Histograms implements MultiCollector {
    private static final double[] BOUNDS = LatencyHistogram.boundsInSeconds();

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Labels common;

    /** @param common labels that all histograms get */
    Histograms(Labels common) {
        this.common = common;
    }

    /** One metric: its histograms by their labels. */
    static final class Family {
        private final String help;
        private final Map<Labels, LatencyHistogram> histograms = new ConcurrentHashMap<>();

        private Family(String help) {
            this.help = help;
        }

        LatencyHistogram with(Labels labels) {
            return histograms.computeIfAbsent(labels, any -> new LatencyHistogram());
        }
    }

    /** Adds a metric; before anybody reads. */
    Family family(String name, String help) {
        Family family = new Family(help);
        families.put(name, family);
        return family;
    }

    /** Adds a metric that has no labels. */
    LatencyHistogram histogram(String name, String help) {
        return family(name, help).with(Labels.EMPTY);
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.forEach((name, family) -> all.metricSnapshot(snapshot(name, family)));
        return all.build();
    }

    private HistogramSnapshot snapshot(String name, Family family) {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(family.help);
        family.histograms.forEach((labels, histogram) -> snapshot.dataPoint(HistogramDataPointSnapshot.builder()
                .labels(labels.merge(common))
                .classicHistogramBuckets(buckets(histogram.counts()))
                .sum(histogram.sumInSeconds())
                .build()));
        return snapshot.build();
    }

    private static ClassicHistogramBuckets buckets(long[] counts) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < counts.length; i++) {
            buckets.bucket(BOUNDS[i], counts[i]);
        }
        return buckets.build();
    }
}
