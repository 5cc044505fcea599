package dev.millrace.launcher.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ObserveConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Chooses between the log for people, which {@code logback.xml} describes, and the one for machines. */
public final class Logging {
    /** The environment variable that wins over {@code observe.logging}. */
    public static final String VARIABLE = "MILLRACE_LOG_FORMAT";

    private Logging() {}

    /**
     * What is to be used.
     *
     * @throws ConfigurationException when the environment names no format
     */
    public static ObserveConfig.Logging choose(
            ObserveConfig.Logging configured, Map<String, String> environment, boolean terminal) {
        String wanted = environment.getOrDefault(VARIABLE, configured.name()).toUpperCase(Locale.ROOT);
        return switch (wanted) {
            case "TEXT" -> ObserveConfig.Logging.TEXT;
            case "JSON" -> ObserveConfig.Logging.JSON;
            case "AUTO" -> terminal ? ObserveConfig.Logging.TEXT : ObserveConfig.Logging.JSON;
            default ->
                throw new ConfigurationException(new Problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        VARIABLE,
                        "\"" + wanted.toLowerCase(Locale.ROOT) + "\" is not known",
                        "write one of auto, json, text"));
        };
    }

    /** From now on every line is a JSON object. */
    public static void useJson() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            for (Logger logger : context.getLoggerList()) {
                for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
                    if (all.next() instanceof ConsoleAppender<ILoggingEvent> console) {
                        JsonLines lines = new JsonLines();
                        lines.setContext(context);
                        lines.start();
                        console.setEncoder(lines);
                    }
                }
            }
        }
    }
}
