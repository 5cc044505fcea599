package dev.millrace.core.format.raw;

import dev.millrace.codec.Choice;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.CopybookFile;
import dev.millrace.core.config.LayoutConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TableConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells what is wrong with the layouts of raw tables, and where a table is not that of its layout. For one thread. */
public final class LayoutCheck {
    private final ConfigReader reader;
    private final TableConfig table;

    private LayoutCheck(ConfigReader reader, TableConfig table) {
        this.reader = reader;
        this.table = table;
    }

    /** The problems go to the reader. */
    public static void check(ConfigReader reader, List<TableConfig> tables) {
        for (TableConfig table : tables) {
            table.layout().ifPresent(layout -> new LayoutCheck(reader, table).check(layout));
        }
    }

    private void check(LayoutConfig layout) {
        Optional<HostEncoding> encoding = found(
                codePageKey(),
                () -> new HostEncoding(CodePage.of(layout.codePage()), RecordImages.floatFormat(layout)));
        Optional<Copybook> record = copybook(layout.copybook());
        Optional<Copybook> parentKey = layout.parentCopybook().flatMap(this::copybook);
        encoding.ifPresent(spelled -> {
            parentKey.ifPresent(copybook -> found(codePageKey(), () -> new RecordCodec(copybook, spelled)));
            record.ifPresent(copybook -> checkCodec(copybook, spelled, layout.choices()));
        });
        boolean isWhole = record.isPresent()
                && parentKey.isPresent() == layout.parentCopybook().isPresent()
                && reader.isSound(table.path() + ".parent-copybook");
        if (isWhole) {
            found(layout.copybook().key(), () -> RecordImages.columns(parentKey, record.get()))
                    .ifPresent(parts -> new ColumnCheck(reader, table)
                            .check(parts.stream()
                                    .flatMap(part -> part.columns().stream())
                                    .map(RecordColumn::name)
                                    .toList()));
        }
    }

    private Optional<Copybook> copybook(CopybookFile file) {
        try {
            return Optional.of(RecordImages.copybook(file));
        } catch (CodecException fault) {
            boolean isOfRecord = fault.code() == ErrorCode.COPYBOOK_RECORD_UNKNOWN;
            invalid(isOfRecord ? file.recordKey() : file.key(), fault);
            return Optional.empty();
        }
    }

    /** Each choice alone, so that all that are wrong are told; those that are right may still be about one item. */
    private void checkCodec(Copybook copybook, HostEncoding encoding, List<String> texts) {
        if (found(codePageKey(), () -> new RecordCodec(copybook, encoding)).isEmpty()) {
            return;
        }
        String key = table.path() + ".choose";
        List<Choice> choices = new ArrayList<>();
        for (String text : texts) {
            Optional<Choice> choice = found(key, () -> Choice.parse(text));
            choice.flatMap(one -> found(key, () -> new RecordCodec(copybook, encoding, List.of(one))))
                    .ifPresent(fitting -> choices.add(choice.get()));
        }
        if (choices.size() == texts.size()) {
            found(key, () -> new RecordCodec(copybook, encoding, choices));
        }
    }

    private String codePageKey() {
        return table.path() + ".codepage";
    }

    private <T> Optional<T> found(String key, Supplier<T> search) {
        try {
            return Optional.of(search.get());
        } catch (CodecException fault) {
            invalid(key, fault);
            return Optional.empty();
        }
    }

    private void invalid(String key, CodecException fault) {
        reader.problem(ProblemCode.CONFIG_VALUE_INVALID, key, fault.place() + ": " + fault.problem(), fault.fix());
    }
}
