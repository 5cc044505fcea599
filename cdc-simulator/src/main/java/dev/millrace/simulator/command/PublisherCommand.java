package dev.millrace.simulator.command;

import dev.millrace.simulator.publish.Publisher;
import dev.millrace.simulator.publish.PublisherSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace simulate publisher}. */
@Command(name = "publisher", description = "Streams what Capture has stored to a Dispatcher.")
final class PublisherCommand implements Callable<Integer> {
    @Mixin
    private final StageOptions options = new StageOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.execute(PublisherSettings::read, Publisher::new);
    }
}
