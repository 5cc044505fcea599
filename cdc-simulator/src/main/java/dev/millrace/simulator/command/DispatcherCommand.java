package dev.millrace.simulator.command;

import dev.millrace.simulator.dispatch.Dispatcher;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace simulate dispatcher}. */
@Command(name = "dispatcher", description = "Takes what Publishers stream, and stores it in raw Kafka topics.")
final class DispatcherCommand implements Callable<Integer> {
    @Mixin
    private final StageOptions options = new StageOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.execute(DispatcherSettings::read, settings -> new Dispatcher(settings, Clock.systemUTC()));
    }
}
