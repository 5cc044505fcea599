package dev.millrace.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what a user has written and nothing has read: most likely a slip of the pen.
 *
 * @param keys of the file
 * @param variables of the environment, without the product's prefix
 * @param read the keys that the program knows
 */
record UnreadKeys(Set<String> keys, Set<String> variables, Set<String> read) {
    /** Read by the start script, the benchmarks and the log's configuration. */
    private static final Set<String> NOT_CONFIGURATION =
            Set.of("JAVA_OPTS", "BENCH_JAVA_OPTS", "JAVA", "LOG", "LOG_FORMAT", "SERVERS");
    /** What Kubernetes sets in every container for a service whose name begins with the product's. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)|PORT");

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (String key : new TreeSet<>(keys)) {
            if (!read.contains(key) && !isListOf(key) && !isInListOf(key)) {
                problems.add(new Problem(ProblemCode.CONFIG_KEY_UNKNOWN, key, "there is no such key", fixFor(key)));
            }
        }
        Set<String> known = read.stream().map(Key::variable).collect(Collectors.toSet());
        for (String name : new TreeSet<>(variables)) {
            if (!known.contains(name) && !isForeign(name)) {
                problems.add(new Problem(
                        ProblemCode.CONFIG_KEY_UNKNOWN,
                        ConfigReader.ENVIRONMENT_PREFIX + name,
                        "the environment variable overrides no key",
                        "unset it, or name an existing key"));
            }
        }
        return problems;
    }

    private static boolean isForeign(String name) {
        return NOT_CONFIGURATION.contains(name) || SERVICE_LINK.matcher(name).matches();
    }

    /** SmallRye lists a YAML list of scalars a second time under its bare name. */
    private boolean isListOf(String key) {
        return read.contains(key + "[0]");
    }

    /** So that a list that nothing reads is one problem. */
    private boolean isInListOf(String key) {
        return key.endsWith("]") && keys.contains(key.substring(0, key.lastIndexOf('[')));
    }

    private String fixFor(String key) {
        return Spelling.closest(key, read)
                .map(known -> "did you mean " + known + "? Else remove it")
                .orElse("remove it, or look it up in the documentation");
    }
}
