package dev.millrace.cli.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Where results go: to {@code docs/evidence} in a soak, to the output otherwise. */
public final class Evidence {
    private static final String DIRECTORY = System.getProperty("millrace.evidence", "");

    private Evidence() {}

    /** Shows a result, or writes it to its file. */
    public static void publish(String file, String text) throws IOException {
        if (DIRECTORY.isEmpty()) {
            System.out.println(text);
        } else {
            String machine = String.format(
                    Locale.ROOT,
                    "%nOn %d processors, Java %s. The command is in [README.md](README.md).%n",
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version().feature());
            Files.writeString(Files.createDirectories(Path.of(DIRECTORY)).resolve(file), text + machine);
        }
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** A table of all rounds. */
    static String rounds(String title, Iterable<Round> rounds) {
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        text.append("| round | what was done | changes | duration | rebalances | rows compared | differences"
                + " | dead letters |\n");
        text.append("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        for (Round round : rounds) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %d | %s | %d | %d | %d | %d |\n",
                    round.number(),
                    round.disturbance().label(),
                    round.changes(),
                    seconds(round.duration()),
                    round.rebalances(),
                    round.found().rows(),
                    round.found().differences(),
                    round.found().deadLetters()));
        }
        return text.toString();
    }

    static String outages(String title, Iterable<Outage> outages) {
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        text.append("| the database was | for | rebalances | rewinds | dead letters | longest time without a poll"
                + " | progress after its return | rows compared | differences |\n");
        text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        for (Outage outage : outages) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %s | %s | %d | %d |\n",
                    outage.what(),
                    seconds(outage.duration()),
                    outage.rebalances(),
                    outage.rewinds(),
                    outage.found().deadLetters(),
                    seconds(outage.longestGap()),
                    seconds(outage.progress()),
                    outage.found().rows(),
                    outage.found().differences()));
        }
        return text.toString();
    }
}
