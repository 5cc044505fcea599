package dev.millrace.core;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * Says why the brokers cannot be used, and what to mend.
 *
 * @param answer longest wait for one answer
 */
record BrokerFailures(KafkaConfig config, Duration answer) {
    private static final String PROTOCOL = "kafka.security.protocol";

    RuntimeException explained(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("the topics could not be looked at");
        }
        List<Throwable> causes = OfflineLogin.causes(failure);
        if (failure instanceof SslAuthenticationException) {
            return new ConfigurationException(tls(causes));
        }
        if (failure instanceof AuthenticationException) {
            return new ConfigurationException(login(failure, causes));
        }
        if (failure instanceof AuthorizationException) {
            return refused(
                    "kafka",
                    "the login may not do what the connector needs: "
                            + failure.getClass().getSimpleName(),
                    "check the ACLs or the IAM policy: read on the topics and the group, describe, and write and create on the"
                            + " dead letter topics");
        }
        if (failure instanceof TimeoutException || failure instanceof RetriableException) {
            return unreachable(
                    "no broker answers at " + config.bootstrapServers() + " within " + answer.toSeconds() + " s",
                    "check the address, the network, and that the port is the one of security.protocol");
        }
        if (failure instanceof ApiException) {
            return refused(
                    "topics",
                    "the broker refused to list or create topics: "
                            + failure.getClass().getSimpleName(),
                    "create the dead letter topics yourself, or mend what the broker's policy asks for");
        }
        if (failure instanceof KafkaException client) {
            return client(client, causes);
        }
        return new IllegalStateException("the topics could not be looked at", failure);
    }

    private RuntimeException client(KafkaException failure, List<Throwable> causes) {
        boolean unresolved = causes.stream()
                .anyMatch(cause -> cause instanceof ConfigException
                        && String.valueOf(cause.getMessage()).contains("bootstrap"));
        return unresolved
                ? unreachable(
                        "no name in " + config.bootstrapServers() + " can be resolved",
                        "check the addresses and the name service")
                : new ConfigurationException(OfflineLogin.explained(failure, config.properties()));
    }

    private static Problem tls(List<Throwable> causes) {
        if (has(causes, CertPathBuilderException.class)) {
            return problem(
                    "kafka.ssl.truststore.location",
                    "no authority that the connector trusts has signed the broker's certificate",
                    "give the authority's certificate, as ssl.truststore.type: PEM and ssl.truststore.location");
        }
        if (has(causes, CertificateException.class)) {
            return problem(
                    "kafka.bootstrap.servers",
                    "the broker's certificate is not for this host, or not for this day",
                    "use the name that the certificate carries; check the clock");
        }
        String said = String.valueOf(causes.get(causes.size() - 1).getMessage());
        if (said.contains("fatal alert")) {
            return problem(
                    "kafka.ssl.keystore.location",
                    "the broker broke the TLS handshake off (" + said.replaceAll(".*: ", "") + ")",
                    "if it asks for a certificate of the client, give one that it trusts in ssl.keystore.*");
        }
        return problem(
                PROTOCOL,
                "the port does not answer with TLS",
                "take the port that serves this security.protocol, or another security.protocol");
    }

    private Problem login(Throwable failure, List<Throwable> causes) {
        String mechanism = config.properties().getOrDefault("sasl.mechanism", "GSSAPI");
        if (failure instanceof UnsupportedSaslMechanismException) {
            return problem(
                    "kafka.sasl.mechanism",
                    "the port does not serve " + mechanism,
                    "take the port of this mechanism, or another mechanism");
        }
        boolean withoutCredentials = causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("AWS IAM Credentials"));
        if (withoutCredentials) {
            return problem(
                    "kafka.sasl.jaas.config",
                    "no AWS credentials were found",
                    "give the pod a role (IRSA or Pod Identity), the instance a profile, or set AWS_PROFILE");
        }
        return problem(
                "kafka.sasl.jaas.config",
                "the broker refused the login (" + mechanism + ")",
                mechanism.equals("AWS_MSK_IAM")
                        ? "allow kafka-cluster:Connect on the cluster to the role, and check AWS_REGION and the clock"
                        : "check user and password, and that the broker has this user for this mechanism");
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static RuntimeException refused(String path, String what, String fix) {
        return new ConfigurationException(problem(path, what, fix));
    }

    private static RuntimeException unreachable(String what, String fix) {
        return new UnreachableException(
                new Problem(ProblemCode.BROKER_UNREACHABLE, "kafka.bootstrap.servers", what, fix));
    }

    private static Problem problem(String path, String what, String fix) {
        return new Problem(ProblemCode.BROKER_REFUSED, path, what, fix);
    }
}
