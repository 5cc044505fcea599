package dev.millrace.simulator.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace simulate}: a process of the way from a mainframe's log into Kafka, in the foreground. */
@Command(
        name = "simulate",
        description =
                "Runs a stage between a mainframe's log and Kafka in the foreground, as docs/pipeline.md describes them.",
        subcommands = {CaptureCommand.class, PublisherCommand.class, DispatcherCommand.class, TruthCommand.class})
public final class SimulateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "the stage is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
