package dev.millrace.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.core.config.KafkaConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsInLogsTest {
    private static final String SECRET = "s3cret-of-the-broker";

    @Test
    void kafkasClientsLogTheirPropertiesWithoutSecrets() {
        Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
        Level before = kafka.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        kafka.addAppender(lines);
        kafka.setLevel(Level.INFO);
        try {
            KafkaClients clients = new KafkaClients(new KafkaConfig(
                    "localhost:1",
                    "bank",
                    List.of("bank"),
                    Map.of(
                            "security.protocol",
                            "SASL_SSL",
                            "sasl.mechanism",
                            "PLAIN",
                            "sasl.jaas.config",
                            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\""
                                    + SECRET + "\";",
                            "ssl.key.password",
                            SECRET)));
            clients.consumer().close();
        } finally {
            kafka.setLevel(before);
            kafka.detachAppender(lines);
        }
        String logged =
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        assertTrue(logged.contains("sasl.jaas.config = [hidden]"), logged);
        assertFalse(logged.contains(SECRET), logged);
    }
}
