package dev.millrace.simulator.capture;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.HostEncoding;
import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.bank.RecordLayout;
import dev.millrace.simulator.generate.GeneratedObject;
import dev.millrace.simulator.generate.Generator;
import dev.millrace.simulator.generate.ObjectKind;
import dev.millrace.simulator.replay.Replay;
import dev.millrace.simulator.replay.ReplayedObject;
import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.Workload;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source to capture from.
 *
 * @param workload whose units, in their order, depend on its settings only
 * @param tables parents before children
 * @param captured how each table is captured, by its object name
 */
record Source(Workload workload, List<SourceTable> tables, Map<String, CapturedTable> captured) {

    /** The source of these settings. */
    static Source of(SourceSettings settings, long seed, Clock clock) {
        if (settings instanceof SourceSettings.OfGenerator generator) {
            return generator(generator, seed, clock);
        }
        return settings instanceof SourceSettings.OfReplay replay
                ? replay(replay, seed, clock)
                : bank((SourceSettings.OfBank) settings, seed, clock);
    }

    /** The bank: its files under copybooks as VSAM records, its other table as Db2 columns. */
    private static Source bank(SourceSettings.OfBank settings, long seed, Clock clock) {
        BankDataSets dataSets = settings.data().map(BankDataSets::ofDirectory).orElseGet(BankDataSets::sample);
        BankSettings usual = BankSettings.usual(seed);
        Bank bank = new Bank(dataSets, settings.revisions() ? usual : usual.withoutRevisions(), clock);
        HostEncoding encoding = HostEncoding.of(CodePage.of(CodePage.DEFAULT_NAME));
        Map<String, CapturedTable> captured = new LinkedHashMap<>();
        for (SourceTable table : bank.tables()) {
            @Nullable RecordLayout layout = dataSets.layouts().get(table.objectName());
            ImageMaker images = layout == null
                    ? new ColumnsImage()
                    : new RecordImage(RowLayout.of(layout.copybook(), Optional.empty(), encoding, List.of())
                            .record());
            captured.put(table.objectName(), new CapturedTable(table, images));
        }
        return new Source(bank, bank.tables(), captured);
    }

    private static Source generator(SourceSettings.OfGenerator settings, long seed, Clock clock) {
        Generator generator = new Generator(settings.objects(), seed, settings.skew(), settings.unitSize(), clock);
        Map<String, CapturedTable> captured = new LinkedHashMap<>();
        for (GeneratedObject object : settings.objects()) {
            captured.put(object.name(), captured(object.kind(), object.table(), object.layout()));
        }
        return new Source(generator, generator.tables(), captured);
    }

    private static Source replay(SourceSettings.OfReplay settings, long seed, Clock clock) {
        Replay replay = new Replay(settings.objects(), settings.unitSize(), seed, clock);
        Map<String, CapturedTable> captured = new LinkedHashMap<>();
        for (ReplayedObject object : settings.objects()) {
            captured.put(object.table().objectName(), captured(object.kind(), object.table(), object.layout()));
        }
        return new Source(replay, replay.tables(), captured);
    }

    private static CapturedTable captured(ObjectKind kind, SourceTable table, RowLayout layout) {
        ImageMaker images = kind == ObjectKind.DB2
                ? new ColumnsImage()
                : row -> row.record().orElseThrow();
        return layout.parentKey()
                .map(part -> new CapturedTable(table, images, new RecordImage(part)))
                .orElseGet(() -> new CapturedTable(table, images));
    }
}
