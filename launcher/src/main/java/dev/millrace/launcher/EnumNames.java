package dev.millrace.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Values of options as the help writes them, in lower case and with hyphens; read in any case. */
record EnumNames<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    /** For every option of the command and of those below it that takes such values. */
    static void install(CommandLine command) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            for (Class<?> type : argument.typeInfo().getAuxiliaryTypes()) {
                if (type.isEnum()) {
                    register(command, type.asSubclass(Enum.class));
                }
            }
        }
        command.getSubcommands().values().forEach(EnumNames::install);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void register(CommandLine command, Class<? extends Enum> type) {
        command.registerConverter((Class) type, new EnumNames(type));
    }

    @Override
    public E convert(String value) {
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equalsIgnoreCase(value)) {
                return constant;
            }
        }
        String names =
                Arrays.stream(type.getEnumConstants()).map(EnumNames::written).collect(Collectors.joining(", "));
        throw new TypeConversionException("expected one of " + names + " but was '" + value + "'");
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
