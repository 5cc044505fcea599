package dev.millrace.simulator.unit;

import dev.millrace.simulator.unit.PartWriter.Described;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads parts of units of work from bytes that anybody may have sent: what is not exactly a part is refused. Stateless. */
public final class PartReader {
    /** Of a change without images: object, kind, presence. */
    private static final int LEAST_CHANGE_BYTES = 4;

    private final ByteBuffer in;

    private PartReader(ByteBuffer in) {
        this.in = in;
    }

    /** The header at the begin of a part. */
    public static PartHeader header(byte[] part) throws MalformedPartException {
        return new PartReader(ByteBuffer.wrap(part)).header();
    }

    /** The whole part. */
    public static UnitPart read(byte[] part) throws MalformedPartException {
        return new PartReader(ByteBuffer.wrap(part)).part();
    }

    private PartHeader header() throws MalformedPartException {
        require(PartHeader.BYTES, "header");
        int flags = in.get();
        if (flags != 0 && flags != PartWriter.LAST) {
            throw malformed("known flags");
        }
        try {
            return new PartHeader(
                    flags == PartWriter.LAST, in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getInt());
        } catch (IllegalArgumentException outOfBounds) {
            throw malformed("sound numbers");
        }
    }

    private UnitPart part() throws MalformedPartException {
        PartHeader header = header();
        List<Described> objects = objects();
        if (header.changes() > in.remaining() / LEAST_CHANGE_BYTES) {
            throw malformed("room for " + header.changes() + " changes");
        }
        List<CapturedChange> changes = new ArrayList<>(header.changes());
        for (int i = 0; i < header.changes(); i++) {
            changes.add(change(objects));
        }
        if (in.hasRemaining()) {
            throw malformed("end");
        }
        return new UnitPart(header, changes);
    }

    private List<Described> objects() throws MalformedPartException {
        int count = unsignedShort("number of objects");
        List<Described> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add(new Described(text("object"), text("schema")));
        }
        return objects;
    }

    private CapturedChange change(List<Described> objects) throws MalformedPartException {
        int place = unsignedShort("object of a change");
        if (place >= objects.size()) {
            throw malformed("known object");
        }
        require(2, "kind");
        ChangeKind kind = ChangeKind.of(in.get()).orElseThrow(() -> malformed("known kind"));
        int present = in.get();
        int images = (kind.hasBefore() ? PartWriter.BEFORE : 0) | (kind.hasAfter() ? PartWriter.AFTER : 0);
        if ((present & ~PartWriter.PARENT_KEY) != images) {
            throw malformed("images of the kind");
        }
        byte[] before = bytes(present & PartWriter.BEFORE);
        byte[] after = bytes(present & PartWriter.AFTER);
        byte[] parentKey = bytes(present & PartWriter.PARENT_KEY);
        Described described = objects.get(place);
        return new CapturedChange(described.object(), kind, described.schema(), before, after, parentKey);
    }

    private byte[] bytes(int present) throws MalformedPartException {
        if (present == 0) {
            return CapturedChange.NONE;
        }
        require(Integer.BYTES, "length");
        int length = in.getInt();
        if (length < 1) {
            throw malformed("length");
        }
        require(length, "bytes");
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    private String text(String what) throws MalformedPartException {
        int length = unsignedShort(what);
        require(length, what);
        ByteBuffer encoded = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed(what);
        }
    }

    private int unsignedShort(String what) throws MalformedPartException {
        require(Short.BYTES, what);
        return Short.toUnsignedInt(in.getShort());
    }

    private void require(int bytes, String what) throws MalformedPartException {
        if (in.remaining() < bytes) {
            throw malformed(what);
        }
    }

    private MalformedPartException malformed(String expected) {
        return new MalformedPartException(expected, in.position());
    }
}
