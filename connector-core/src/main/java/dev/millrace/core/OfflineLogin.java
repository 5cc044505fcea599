package dev.millrace.core;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** Loads certificates, keys, login module and callback handler as a client does, without a connection. */
final class OfflineLogin {
    private static final String MECHANISM = SaslConfigs.SASL_MECHANISM;
    private static final String LOGIN = SaslConfigs.SASL_JAAS_CONFIG;
    /** The others ask a server for a ticket or a token at once. */
    private static final Set<String> WITHOUT_SERVER = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "AWS_MSK_IAM");

    private OfflineLogin() {}

    /**
     * What is wrong, if anything.
     *
     * @param properties of a consumer
     * @param given the properties that the user has written
     */
    static Optional<Problem> problem(Map<String, Object> properties, Map<String, String> given) {
        try {
            ConsumerConfig config = new ConsumerConfig(properties);
            String protocol = config.getString("security.protocol");
            if (protocol.startsWith("SASL") && !WITHOUT_SERVER.contains(config.getString(MECHANISM))) {
                return Optional.empty();
            }
            ClientUtils.createChannelBuilder(config, Time.SYSTEM, new LogContext())
                    .close();
            return Optional.empty();
        } catch (KafkaException | IllegalArgumentException failure) {
            return Optional.of(explained(failure, given));
        }
    }

    /** Says why a client cannot be made. Never the text of a login that cannot be read: it holds the password. */
    static Problem explained(RuntimeException failure, Map<String, String> given) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof LoginException) {
                return login("the login module cannot be used: " + oneLine(cause));
            }
            if (cause instanceof IllegalArgumentException) {
                return login(given.containsKey(LOGIN) ? "it is no login that Kafka can read" : "there is no login");
            }
        }
        Throwable root = causes.get(causes.size() - 1);
        String what = root == failure ? oneLine(failure) : oneLine(failure) + ": " + oneLine(root);
        if (root instanceof ConfigException) {
            return new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID, "kafka", oneLine(root), "correct the property that it names");
        }
        return new Problem(
                ProblemCode.CONFIG_VALUE_INVALID,
                "kafka." + namedIn(causes, given),
                what,
                "check path, type, password and content of the file");
    }

    private static Problem login(String what) {
        return new Problem(
                ProblemCode.CONFIG_VALUE_INVALID,
                "kafka." + LOGIN,
                what,
                "write it as in: org.apache.kafka.common.security.scram.ScramLoginModule required username=\"…\" password=\"…\";");
    }

    /** The property whose file is spoken of. */
    private static String namedIn(List<Throwable> causes, Map<String, String> given) {
        return given.entrySet().stream()
                .filter(property -> property.getKey().startsWith("ssl.")
                        && property.getKey().endsWith(".location"))
                .filter(property ->
                        causes.stream().anyMatch(cause -> oneLine(cause).contains(property.getValue())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("security.protocol");
    }

    static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        @Nullable Throwable next = failure;
        while (next != null && !causes.contains(next)) {
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
