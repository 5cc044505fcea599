package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The tags of one record, as they were read; made and used by one thread. Tags come in any order. */
final class PreciselyEnvelope {
    private final PreciselyTags tags;
    private final LeftOutColumns leftOut;

    @Nullable
    String objectName;

    @Nullable
    String operation;

    @Nullable
    String stck;

    @Nullable
    String ordinal;

    @Nullable
    Row before;

    @Nullable
    Row after;

    PreciselyEnvelope(PreciselyTags tags, LeftOutColumns leftOut) {
        this.tags = tags;
        this.leftOut = leftOut;
    }

    /** @param parser at the start of the record's object; at its end afterwards */
    void read(JsonParser parser) throws IOException, Rejection {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String tag = parser.currentName();
            JsonToken token = parser.nextToken();
            if (tag.equals(tags.afterImage())) {
                after = once(after, image(parser, token, tag), tag);
            } else if (tag.equals(tags.beforeImage())) {
                before = once(before, image(parser, token, tag), tag);
            } else if (token.isStructStart()) {
                requireUnknown(tag);
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                readText(parser, tag);
            }
        }
    }

    /** A tag of ours that is no text is malformed, which is not the same as missing. */
    private void requireUnknown(String tag) throws Rejection {
        boolean ours = tag.equals(tags.objectName())
                || tag.equals(tags.operation())
                || tag.equals(tags.stck())
                || tags.ordinal().filter(tag::equals).isPresent();
        if (ours) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
    }

    private void readText(JsonParser parser, String tag) throws IOException, Rejection {
        if (tag.equals(tags.objectName())) {
            objectName = once(objectName, parser.getText(), tag);
        } else if (tag.equals(tags.operation())) {
            operation = once(operation, parser.getText(), tag);
        } else if (tag.equals(tags.stck())) {
            stck = once(stck, parser.getText(), tag);
        } else if (tags.ordinal().isPresent() && tag.equals(tags.ordinal().get())) {
            ordinal = once(ordinal, parser.getText(), tag);
        }
    }

    private static <T> @Nullable T once(@Nullable T seen, @Nullable T now, String tag) throws Rejection {
        if (seen != null) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
        return now;
    }

    private @Nullable Row image(JsonParser parser, JsonToken token, String tag) throws IOException, Rejection {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
        return JsonRow.read(parser, leftOut, tag);
    }
}
