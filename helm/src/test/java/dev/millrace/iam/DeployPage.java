package dev.millrace.iam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of {@code docs/deploy.md}, each in one line, and the values that it shows. */
final class DeployPage {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

    private final List<List<String>> commands = new ArrayList<>();
    private final List<Values> values = new ArrayList<>();

    private DeployPage() {}

    static DeployPage read() throws IOException {
        DeployPage page = new DeployPage();
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/deploy.md")));
        while (blocks.find()) {
            if (blocks.group(1).equals("yaml")) {
                page.values.add(Values.of(blocks.group(2)));
            } else {
                blocks.group(2)
                        .replaceAll("\\\\\\n\\s*", "")
                        .lines()
                        .map(DeployPage::words)
                        .forEach(page.commands::add);
            }
        }
        return page;
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("'", ""))
                .toList();
    }

    /** The blocks of YAML, in their order. */
    List<Values> values() {
        return values;
    }

    /** Those that begin so, without this beginning. */
    List<List<String>> commands(String beginning) {
        List<String> first = words(beginning);
        return commands.stream()
                .filter(words -> words.size() >= first.size()
                        && words.subList(0, first.size()).equals(first))
                .map(words -> words.subList(first.size(), words.size()))
                .toList();
    }

    /** What stands behind each of an option's occurrences. */
    static List<String> options(List<String> command, String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).equals(name)) {
                values.add(command.get(i + 1));
            } else if (command.get(i).startsWith(name + "=")) {
                values.add(command.get(i).substring(name.length() + 1));
            }
        }
        return values;
    }
}
