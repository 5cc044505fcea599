package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/** Says what an elementary item is, from its clauses and from those of the groups around it. */
final class TypeResolver {

    /**
     * What the groups around an item say of it.
     *
     * @param usage null where none of them has a USAGE clause
     */
    record Inherited(@Nullable Usage usage, SignPlacement sign, boolean isSynchronized) {
        static final Inherited NOTHING = new Inherited(null, SignPlacement.TRAILING, false);

        Inherited under(DataEntry group) {
            if (group.usage() != null && usage != null && group.usage() != usage) {
                throw group.syntax(
                        "its USAGE is another one than that of its group",
                        "take the clause out of the group, and give it to the items that it is meant for");
            }
            return new Inherited(
                    group.usage() == null ? usage : group.usage(),
                    group.sign() == null ? sign : group.sign(),
                    isSynchronized || group.isSynchronized());
        }
    }

    private final DataEntry entry;
    private final @Nullable Usage inheritedUsage;
    private final Usage usage;
    private final SignPlacement sign;

    private TypeResolver(DataEntry entry, Inherited inherited) {
        Inherited all = inherited.under(entry);
        this.entry = entry;
        this.inheritedUsage = all.usage();
        this.usage = all.usage() == null ? Usage.DISPLAY : all.usage();
        this.sign = all.sign();
    }

    static DataType type(DataEntry entry, Inherited inherited) {
        return new TypeResolver(entry, inherited).type();
    }

    private DataType type() {
        @Nullable Picture picture = entry.picture();
        if (usage.isFloat()) {
            return floatingPoint(picture);
        }
        if (picture == null) {
            throw entry.syntax("it has neither a picture nor items under it", "give it a PICTURE clause");
        }
        if (picture instanceof Picture.Numeric number) {
            return numeric(number);
        }
        requireNoSign();
        if (picture instanceof Picture.Wide wide) {
            return wide(wide);
        }
        if (usage != Usage.DISPLAY) {
            throw entry.syntax(
                    "its picture is of characters, its USAGE of numbers",
                    "take the USAGE clause out, or correct the picture");
        }
        if (picture instanceof Picture.Edited edited) {
            if (entry.isJustified()) {
                throw entry.syntax("it is JUSTIFIED, but edited", "take the clause out, or correct the picture");
            }
            return new DataType.Text(edited.length(), false);
        }
        if (entry.isBlankWhenZero()) {
            throw blankWhenZero();
        }
        return new DataType.Text(((Picture.Alphanumeric) picture).length(), entry.isJustified());
    }

    private DataType wide(Picture.Wide wide) {
        Usage stated = inheritedUsage == null ? wide.usual() : inheritedUsage;
        boolean national = stated == Usage.NATIONAL;
        if (entry.isBlankWhenZero() || (!national && stated != Usage.DOUBLE_BYTE)) {
            throw entry.syntax(
                    "its picture is of characters of two bytes, and it has a clause of others",
                    "take the clause out, or correct the picture");
        }
        return new DataType.WideText(wide.positions(), national, entry.isJustified());
    }

    private DataType floatingPoint(@Nullable Picture picture) {
        if (picture != null) {
            throw entry.syntax("it is a floating-point number, but has a picture", "take the picture or the USAGE out");
        }
        if (entry.sign() != null || entry.isJustified() || entry.isBlankWhenZero()) {
            throw entry.syntax("it is a floating-point number, and has a clause of others", "take the clause out");
        }
        return new DataType.FloatingPoint(usage == Usage.SHORT_FLOAT ? Float.BYTES : Double.BYTES);
    }

    private DataType numeric(Picture.Numeric number) {
        int digits = number.digits();
        int scale = number.scale();
        boolean signed = number.signed();
        if (!signed) {
            requireNoSign();
        }
        boolean characters = usage == Usage.DISPLAY || usage == Usage.NATIONAL;
        if (entry.sign() != null && !characters) {
            throw entry.syntax(
                    "it has a SIGN clause, but its USAGE keeps the sign in its own way", "take the clause out");
        }
        if (entry.isJustified()) {
            throw entry.syntax("it is JUSTIFIED, but a number", "take the clause out, or correct the picture");
        }
        if (entry.isBlankWhenZero() && (signed || !characters)) {
            throw blankWhenZero();
        }
        DataType.ZonedDecimal zoned = new DataType.ZonedDecimal(
                digits, scale, signed ? sign : SignPlacement.UNSIGNED, entry.isBlankWhenZero());
        return switch (usage) {
            case PACKED -> new DataType.PackedDecimal(digits, scale, signed);
            case BINARY -> binary(number);
            case NATIONAL -> national(zoned);
            case DOUBLE_BYTE ->
                throw entry.syntax(
                        "its picture is of digits, its USAGE of characters", "correct the picture or the USAGE");
            default -> zoned;
        };
    }

    private DataType national(DataType.ZonedDecimal zoned) {
        if (zoned.isSigned() && !zoned.sign().isSeparate()) {
            throw entry.syntax(
                    "it is NATIONAL and signed, but its sign is no character of its own",
                    "add SIGN TRAILING SEPARATE, or what the program has");
        }
        return new DataType.NationalDecimal(zoned);
    }

    private DataType binary(Picture.Numeric number) {
        if (number.digits() > DataType.Binary.MAX_DIGITS_OF_BINARY) {
            throw entry.syntax(
                    "it has " + number.digits() + " digits, a binary number has at most "
                            + DataType.Binary.MAX_DIGITS_OF_BINARY,
                    "correct the picture or the USAGE");
        }
        return new DataType.Binary(number.digits(), number.scale(), number.signed());
    }

    private void requireNoSign() {
        if (entry.sign() != null) {
            throw entry.syntax("it has a SIGN clause, but no S in its picture", "add the S, or take the clause out");
        }
    }

    private CodecException blankWhenZero() {
        return entry.syntax(
                "it is BLANK WHEN ZERO, but no unsigned number of USAGE DISPLAY",
                "take the clause out, or correct the picture");
    }
}
