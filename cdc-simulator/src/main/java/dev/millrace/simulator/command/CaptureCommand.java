package dev.millrace.simulator.command;

import dev.millrace.simulator.capture.Capture;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.playback.TimeSource;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace simulate capture}. */
@Command(name = "capture", description = "Stores the committed units of work of a simulated source on disk.")
final class CaptureCommand implements Callable<Integer> {
    @Mixin
    private final StageOptions options = new StageOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.execute(
                CaptureSettings::read, settings -> new Capture(settings, Clock.systemUTC(), TimeSource.system()));
    }
}
