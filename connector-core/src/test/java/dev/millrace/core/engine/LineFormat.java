package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One change as a line: {@code U id version}, {@code D id version}, {@code K old new version}, {@code control}, {@code broken},
 * {@code traceless}, {@code setting}, {@code truncate}, or {@code schema}, which waits for its schema.
 */
final class LineFormat implements Format {
    /** Written by the test, read by the lanes. */
    private volatile boolean registryAnswers;

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection, SourceFault, SchemaUnavailable {
        byte[] value = record.value();
        if (value == null) {
            throw new Rejection(RejectionReason.UNDECODABLE, "value");
        }
        List<String> words = List.of(new String(value, StandardCharsets.UTF_8).split(" ", -1));
        return switch (words.get(0)) {
            case "control" -> Optional.empty();
            case "broken" -> throw new ArithmeticException("a defect of the decoder");
            case "traceless" -> throw traceless();
            case "setting" -> throw new SourceFault(SourceFault.Kind.SOURCE_SETTING, "place", "problem", "fix");
            case "truncate" -> throw new SourceFault(SourceFault.Kind.TRUNCATE, "place", "problem", "fix");
            case "schema" -> ofSchema(words.get(1), words.get(2));
            case "U" -> Optional.of(change(Operation.UPDATE, words.get(1), Optional.empty(), words.get(2)));
            case "D" -> Optional.of(change(Operation.DELETE, words.get(1), Optional.of(words.get(1)), words.get(2)));
            case "K" -> Optional.of(change(Operation.UPDATE, words.get(2), Optional.of(words.get(1)), words.get(3)));
            default -> throw new Rejection(RejectionReason.UNDECODABLE, "value");
        };
    }

    private Optional<Change> ofSchema(String id, String version) throws SchemaUnavailable {
        if (!registryAnswers) {
            throw new SchemaUnavailable("the registry does not answer");
        }
        return Optional.of(change(Operation.UPDATE, id, Optional.empty(), version));
    }

    /** Schemas can be had from now on. */
    void answerRegistry() {
        registryAnswers = true;
    }

    /** As the virtual machine throws it where it has thrown many from one place. */
    private static ArithmeticException traceless() {
        ArithmeticException defect = new ArithmeticException("a defect of the decoder");
        defect.setStackTrace(new StackTraceElement[0]);
        return defect;
    }

    private static Change change(Operation operation, String id, Optional<String> before, String version) {
        return Samples.change(operation, id, before, Long.parseLong(version));
    }
}
