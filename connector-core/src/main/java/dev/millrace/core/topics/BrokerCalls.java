package dev.millrace.core.topics;

import dev.millrace.core.config.ConfigurationException;
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
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Waits for the broker's answers, and says in our words why there is none. For one thread. */
final class BrokerCalls {
    /** Longest wait for one answer. */
    static final Duration ANSWER = Duration.ofSeconds(15);

    private final Supplier<Admin> admin;
    private final Function<@Nullable Throwable, RuntimeException> explanation;

    /**
     * @param admin opens a client, which these calls close
     * @param explanation what is thrown when there is no answer, by its cause
     */
    BrokerCalls(Supplier<Admin> admin, Function<@Nullable Throwable, RuntimeException> explanation) {
        this.admin = admin;
        this.explanation = explanation;
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
            throw explanation.apply(failure);
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
            throw explanation.apply(failure.getCause());
        } catch (TimeoutException failure) {
            throw explanation.apply(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were looked at", interrupted);
        }
    }

    /** For a client that produces, a topic that is unknown may be known soon; for us it is missing. */
    private static boolean isDefinite(ApiException error) {
        return error instanceof UnknownTopicOrPartitionException
                || !(error instanceof RetriableException || error instanceof AuthenticationException);
    }
}
