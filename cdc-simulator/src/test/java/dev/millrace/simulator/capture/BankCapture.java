package dev.millrace.simulator.capture;

import static org.awaitility.Awaitility.await;

import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.segment.SegmentCursor;
import dev.millrace.simulator.segment.StoredPart;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.PartReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Captures of the sample bank for tests, and what they have stored. */
final class BankCapture {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final long CHANGES = 3_000;

    private BankCapture() {}

    static void captureUntil(Path storage, long changes, long until) {
        captureUntil(settings(
                storage,
                changes,
                LoadMode.LOGGED,
                until == changes ? Long.MAX_VALUE : until,
                1 << 30,
                Duration.ofDays(1)));
    }

    static void captureUntil(CaptureSettings settings) {
        Path storage = settings.directory();
        try (RunningCapture running =
                new RunningCapture(new Capture(settings, Clock.systemUTC(), TimeSource.system()))) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
                running.requireAlive();
                return Files.exists(storage.resolve(Capture.TRUTH_FILE)) || durable(storage) >= settings.until();
            });
        }
    }

    static CaptureSettings withSeed(CaptureSettings settings, long seed) {
        return new CaptureSettings(
                settings.name(),
                settings.directory(),
                settings.segmentBytes(),
                settings.maxBytes(),
                settings.replayWindow(),
                settings.source(),
                seed,
                settings.changes(),
                settings.load(),
                settings.until(),
                settings.shape(),
                settings.pace(),
                settings.observe());
    }

    static CaptureSettings settings(Path storage, LoadMode load, long until) {
        return settings(storage, CHANGES, load, until, 1 << 30, Duration.ofDays(1));
    }

    static CaptureSettings settings(Path storage, long changes, long until, long maxBytes, Duration replayWindow) {
        return settings(storage, changes, LoadMode.LOGGED, until, maxBytes, replayWindow);
    }

    static CaptureSettings settings(
            Path storage, long changes, LoadMode load, long until, long maxBytes, Duration replayWindow) {
        return new CaptureSettings(
                "bank",
                storage,
                50_000,
                maxBytes,
                replayWindow,
                new SourceSettings.OfBank(Optional.empty(), true),
                5,
                changes,
                load,
                until,
                new LogShape(0.1, 0.1),
                Pace.unlimited(),
                new ObserveSettings("127.0.0.1", 0));
    }

    static long durable(Path storage) throws IOException {
        if (!Files.exists(storage.resolve("durable"))) {
            return 0;
        }
        return SegmentCursor.durable(storage);
    }

    static List<StoredPart> parts(Path storage) throws IOException {
        List<StoredPart> parts = new ArrayList<>();
        try (SegmentCursor cursor = SegmentCursor.open(storage, 1)) {
            for (Optional<StoredPart> part = cursor.next(); part.isPresent(); part = cursor.next()) {
                parts.add(part.get());
            }
        }
        return parts;
    }

    /** Every change but for what the clock showed. */
    static List<String> stored(Path storage) throws Exception {
        List<String> changes = new ArrayList<>();
        for (StoredPart part : parts(storage)) {
            for (CapturedChange change : PartReader.read(part.payload()).changes()) {
                changes.add(part.header().unit() + " " + change + " " + Arrays.hashCode(change.before()) + " "
                        + Arrays.hashCode(change.after()));
            }
        }
        return changes;
    }
}
