package dev.millrace.core.topics;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Waits for the broker's answers, and says in our words why there is none. For one thread. */
final class BrokerCalls {
    /** Longest wait for one answer. */
    static final Duration ANSWER = Duration.ofSeconds(15);

    private final KafkaConfig config;
    private final Supplier<Admin> admin;

    /** @param admin opens a client, which these calls close */
    BrokerCalls(KafkaConfig config, Supplier<Admin> admin) {
        this.config = config;
        this.admin = admin;
    }

    /**
     * Opens a client for one task and closes it.
     *
     * @throws UnreachableException when no address resolves
     */
    <T> T with(Function<Admin, T> task) {
        try (Admin client = open()) {
            return task.apply(client);
        }
    }

    private Admin open() {
        try {
            return admin.get();
        } catch (KafkaException failure) {
            throw explained(failure);
        }
    }

    /**
     * Waits.
     *
     * @throws BrokerRefusal when the broker says no to this question
     * @throws UnreachableException when it does not answer
     * @throws ConfigurationException when it does not know the user
     */
    <T> T answer(KafkaFuture<T> future) throws BrokerRefusal {
        try {
            return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ApiException error && isDefinite(error)) {
                throw new BrokerRefusal(error);
            }
            throw explained(failure.getCause());
        } catch (TimeoutException failure) {
            throw explained(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were looked at", interrupted);
        }
    }

    /** For a client that produces, a topic that is unknown may be known soon; for us it is missing. */
    private static boolean isDefinite(ApiException error) {
        return error instanceof UnknownTopicOrPartitionException
                || !(error instanceof RetriableException) && !(error instanceof AuthenticationException);
    }

    private RuntimeException explained(@Nullable Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return new ConfigurationException(new Problem(
                    ProblemCode.BROKER_REFUSED,
                    "kafka",
                    "the broker refused the login: " + failure.getClass().getSimpleName(),
                    "check the credentials, security.protocol and sasl.mechanism"));
        }
        if (failure instanceof KafkaException unresolved && unresolved.getCause() instanceof ConfigException) {
            return new UnreachableException(new Problem(
                    ProblemCode.BROKER_UNREACHABLE,
                    "kafka.bootstrap.servers",
                    "no name in " + config.bootstrapServers() + " can be resolved",
                    "check the addresses and the name service"));
        }
        if (failure instanceof TimeoutException || failure instanceof RetriableException) {
            return new UnreachableException(new Problem(
                    ProblemCode.BROKER_UNREACHABLE,
                    "kafka.bootstrap.servers",
                    "no broker answers at " + config.bootstrapServers() + " within " + ANSWER.toSeconds() + " s",
                    "check the address, the network and security.protocol"));
        }
        return new IllegalStateException("the topics could not be looked at", failure);
    }
}
