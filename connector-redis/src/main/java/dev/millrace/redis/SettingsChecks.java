package dev.millrace.redis;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What can be seen to be wrong without a server. */
final class SettingsChecks {
    private final RedisSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    private SettingsChecks(RedisSettings settings) {
        this.settings = settings;
    }

    static List<Problem> check(RedisSettings settings) {
        SettingsChecks checks = new SettingsChecks(settings);
        checks.addresses();
        checks.encryption();
        checks.progressKey();
        checks.problems.addAll(Mapping.of(settings).problems());
        return checks.problems;
    }

    private void addresses() {
        if (settings.mode() == Mode.SINGLE && settings.nodes().size() > 1) {
            invalid(
                    "target.nodes",
                    "a single server has one address, and there are "
                            + settings.nodes().size(),
                    "name the primary's, or set target.mode: cluster");
        }
        if (settings.mode() == Mode.CLUSTER && settings.database() != 0) {
            invalid("target.database", "a cluster has only database 0", "take it away");
        }
    }

    private void encryption() {
        if (settings.login() instanceof Login.Iam && settings.tls().isEmpty()) {
            invalid("target.tls", "ElastiCache takes IAM logins over encrypted connections only", "write tls: true");
        }
        settings.tls()
                .flatMap(Tls::caFile)
                .filter(file -> !Files.isReadable(Path.of(file)))
                .ifPresent(file -> invalid(
                        "target.tls-ca-file",
                        "the file " + file + " cannot be read",
                        "mount the certificates there, or name their path"));
    }

    /** Without braces, since the rest of such a key decides its slot. */
    private void progressKey() {
        String key = settings.progressKey();
        if (key.isBlank() || key.indexOf('{') >= 0 || key.indexOf('}') >= 0) {
            invalid(
                    "target.progress-key",
                    "\"" + key + "\" is empty or has braces",
                    "write a text without braces, as in millrace:progress");
        }
    }

    private void invalid(String path, String what, String fix) {
        problems.add(new Problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix));
    }
}
