package dev.millrace.launcher.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ObserveConfig;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
    private static final String ROW = "Key (card)=(4000123412341234) already exists";

    private final LoggerContext context = new LoggerContext();

    /** As a driver's exception comes: with the row in its message, and in that of its cause. */
    private static Throwable withRow() {
        return new IllegalStateException("a batch with " + ROW, new SQLException(ROW, "23505"));
    }

    private LoggingEvent event(Level level, Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "fqcn", context.getLogger("dev.millrace.core.engine.Engine"), level, "a lane {}", thrown, new Object[] {
                    "broke"
                });
        event.setInstant(Instant.parse("2026-01-01T00:00:00.123Z"));
        event.setThreadName("lane-0");
        return event;
    }

    private static String json(ILoggingEvent event) {
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }

    /** As the file that we ship says. */
    private String text(ILoggingEvent event, String logger, String appender) throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
        ConsoleAppender<ILoggingEvent> console =
                (ConsoleAppender<ILoggingEvent>) context.getLogger(logger).getAppender(appender);
        LayoutWrappingEncoder<ILoggingEvent> encoder = (LayoutWrappingEncoder<ILoggingEvent>) console.getEncoder();
        return ((PatternLayout) encoder.getLayout()).doLayout(event);
    }

    @Test
    void aJsonLineHasWhatAMachineLooksFor() throws IOException {
        String line = json(event(Level.ERROR, new TargetException(FailureKind.FATAL, "42501")));
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
        JsonNode read = new ObjectMapper().readTree(line);
        assertEquals("2026-01-01T00:00:00.123Z", read.get("time").asText());
        assertEquals("ERROR", read.get("level").asText());
        assertEquals("dev.millrace.core.engine.Engine", read.get("logger").asText());
        assertEquals("lane-0", read.get("thread").asText());
        assertEquals("a lane broke", read.get("message").asText());
        assertEquals(TargetException.class.getName(), read.get("exception").asText());
        String stack = read.get("stack").asText();
        assertTrue(stack.startsWith(TargetException.class.getName() + ": the target failed: 42501\n\tat "), stack);
    }

    @Test
    void aJsonLineNeverHasTheMessageOfAnExceptionThatIsNotOurs() {
        String line = json(event(Level.ERROR, withRow()));
        assertFalse(line.contains("4000"), line);
        assertTrue(line.contains("Caused by: java.sql.SQLException"), line);
        assertTrue(line.contains("LoggingTest.withRow"), line);
    }

    @Test
    void aLineOfTextNeverHasItEither() throws Exception {
        String error = text(event(Level.ERROR, withRow()), "ROOT", "console");
        assertFalse(error.contains("4000"), error);
        assertTrue(error.contains("a lane broke\njava.lang.IllegalStateException\n\tat "), error);
        String trace = text(event(Level.DEBUG, withRow()), "dev.millrace.launcher.Failures", "traces");
        assertFalse(trace.contains("4000"), trace);
        assertTrue(trace.contains("Caused by: java.sql.SQLException"), trace);
    }

    @Test
    void aWarningOnATerminalIsOneLine() throws Exception {
        String warning = text(event(Level.WARN, withRow()), "ROOT", "console");
        assertEquals(1, warning.lines().count(), warning);
    }

    /** Its executor ends with the task that closes it: whoever adds a listener to that task may come too late. */
    @Test
    void aDriverThatClosesItsSessionSaysNothing() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        try (PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            EventExecutor executor = new DefaultEventExecutor();
            Promise<String> closed = executor.newPromise();
            executor.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
            closed.setSuccess("closed").addListener(late -> {});
        } finally {
            System.setErr(usual);
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, , true, TEXT",
        "AUTO, , false, JSON",
        "TEXT, , false, TEXT",
        "JSON, , true, JSON",
        "JSON, text, false, TEXT",
        "TEXT, json, true, JSON",
        "TEXT, auto, false, JSON"
    })
    void theEnvironmentWinsOverTheFileAndAutoLooksForATerminal(
            ObserveConfig.Logging configured, String variable, boolean terminal, ObserveConfig.Logging expected) {
        Map<String, String> environment = variable == null ? Map.of() : Map.of(Logging.VARIABLE, variable);
        assertEquals(expected, Logging.choose(configured, environment, terminal));
    }

    @Test
    void anUnknownFormatIsAProblemWithItsFix() {
        ConfigurationException wrong = assertThrows(
                ConfigurationException.class,
                () -> Logging.choose(ObserveConfig.Logging.AUTO, Map.of(Logging.VARIABLE, "xml"), true));
        assertTrue(wrong.toString().contains("auto, json, text"), wrong::toString);
    }
}
