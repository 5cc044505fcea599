package dev.millrace.simulator.bank;

import static dev.millrace.simulator.SimulatorError.DATA_SET_AMBIGUOUS;
import static dev.millrace.simulator.SimulatorError.DATA_SET_MISSING;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.SourceTable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The five data sets that a bank begins with, read and checked: ACCOUNT, CUSTOMER, CARD, CARD-XREF, DAILY-TRANSACTION. What
 * a file is for says the level 01 name of its copybook. Immutable.
 */
public final class BankDataSets {
    private final Map<BankRecord, DataSet> dataSets;

    private BankDataSets(Map<BankRecord, DataSet> dataSets) {
        this.dataSets = dataSets;
    }

    /** The sample bank that comes with the simulator. */
    public static BankDataSets sample() {
        return read(new DataSetFiles.Sample(), "sample");
    }

    /**
     * Reads the pairs of NAME.PS (fixed-length records, code page IBM037) and NAME.cpy in a directory. {@link
     * SimulatorException} where one of the five is missing or broken.
     */
    public static BankDataSets ofDirectory(Path directory) {
        return read(new DataSetFiles.InDirectory(directory), directory.toString());
    }

    /** The layouts of the tables that are files under a copybook, by {@link SourceTable#objectName()}; the others have columns only. */
    public Map<String, RecordLayout> layouts() {
        return dataSets.values().stream()
                .collect(Collectors.toUnmodifiableMap(set -> set.table().objectName(), DataSet::layout));
    }

    DataSet get(BankRecord record) {
        @Nullable DataSet dataSet = dataSets.get(record);
        if (dataSet == null) {
            throw new IllegalStateException("no data set of " + record);
        }
        return dataSet;
    }

    private static BankDataSets read(DataSetFiles files, String where) {
        DataSetReader reader = new DataSetReader(files);
        Map<BankRecord, DataSet> dataSets = new EnumMap<>(BankRecord.class);
        for (String name : files.names()) {
            RecordLayout layout = reader.layout(name);
            Copybook copybook = layout.copybook();
            BankRecord record = DataSetReader.record(copybook);
            if (dataSets.put(record, reader.dataSet(name, layout)) != null) {
                throw new SimulatorException(
                        DATA_SET_AMBIGUOUS,
                        copybook.fileName(),
                        "another copybook describes " + record.recordName() + " already.",
                        "leave one of the two in the directory.");
            }
        }
        for (BankRecord record : BankRecord.values()) {
            if (!dataSets.containsKey(record)) {
                throw new SimulatorException(
                        DATA_SET_MISSING,
                        where,
                        "no copybook has the level 01 record " + record.recordName() + ".",
                        "add its pair of NAME.PS and NAME.cpy.");
            }
        }
        return new BankDataSets(dataSets);
    }
}
