package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceLog;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.source.Workload;
import dev.millrace.simulator.truth.TrueState;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A bank on a mainframe. It loads its data sets, posts its daily file, and then lives on at random; all of it are changes in
 * its log, and the true state follows them. The same data sets and settings make the same changes, but for the store clock.
 * Owned by one thread.
 */
public final class Bank implements Workload {
    private final BankSettings settings;
    private final BankTables tables;
    private final TrueState state;
    private final Portfolio portfolio;
    private final SourceLog log;
    private final Iterator<SourceRow> load;
    private final long initialLoadSize;
    private final PostingBatch batch;
    private final RandomActivity activity;
    private final Revisions revisions;
    private List<RowChange> lastUnit = List.of();
    private int customersToAdd;

    /**
     * A bank whose log is empty yet.
     *
     * @param clock makes the store clock; nothing else depends on it
     */
    public Bank(BankDataSets dataSets, BankSettings settings, Clock clock) {
        this.settings = settings;
        this.tables = BankTables.of(dataSets);
        this.state = new TrueState(tables.all());
        this.portfolio = new Portfolio(tables);
        // One generator each: how often the clock ties does not move what happens.
        SplittableRandom seeds = new SplittableRandom(settings.seed());
        RandomGenerator random = seeds.split();
        this.log = new SourceLog(new StoreClock(clock), settings.ties(), seeds.split());
        List<SourceRow> rows = Stream.of(BankRecord.CUSTOMER, BankRecord.ACCOUNT, BankRecord.CARD, BankRecord.CARD_XREF)
                .flatMap(record -> dataSets.get(record).rows().stream())
                .toList();
        this.load = rows.iterator();
        this.customersToAdd = settings.additionalCustomers();
        this.initialLoadSize = rows.size() + (long) customersToAdd * NewBusiness.CUSTOMER_UNIT_SIZE;
        List<SourceRow> daily = dataSets.get(BankRecord.DAILY_TRANSACTION).rows();
        PostingRules rules = new PostingRules(tables, state);
        this.batch = new PostingBatch(daily, rules);
        BankContext context = new BankContext(
                tables, state, portfolio, settings, random, new Identifiers(dataSets), BusinessCalendar.after(daily));
        this.activity = new RandomActivity(context, rules);
        this.revisions = new Revisions(context, seeds.split());
    }

    /** A bank of the sample data sets. */
    public static Bank sample(BankSettings settings, Clock clock) {
        return new Bank(BankDataSets.sample(), settings, clock);
    }

    /** The next unit of work: of the initial load, then of the daily file, then at random. */
    @Override
    public List<SourceChange> next(long room) {
        if (room < 1) {
            throw new IllegalArgumentException("room for " + room + " changes");
        }
        List<RowChange> unit = plan(room);
        for (RowChange change : unit) {
            state.apply(change);
            portfolio.apply(change);
        }
        lastUnit = unit;
        return log.commit(unit);
    }

    /** How many changes load the data sets and the additional customers. A run should not be shorter. */
    public long initialLoadSize() {
        return initialLoadSize;
    }

    /** How many changes the log holds. */
    public long changes() {
        return log.size();
    }

    /** The tables, parents before children. */
    public List<SourceTable> tables() {
        return tables.all();
    }

    /** The rows that the source holds now. */
    public TrueState state() {
        return state;
    }

    @Override
    public boolean isLoading() {
        return load.hasNext() || customersToAdd > 0;
    }

    /** True once the daily file is posted to its end. */
    public boolean isDailyFilePosted() {
        return !isLoading() && batch.isDone();
    }

    /** The transactions of the daily file, so far. */
    public PostingCounts dailyPostings() {
        return batch.counts();
    }

    /** The random transactions, so far. */
    public PostingCounts randomPostings() {
        return activity.postings();
    }

    public BankSettings settings() {
        return settings;
    }

    private List<RowChange> plan(long room) {
        if (load.hasNext()) {
            return List.of(new RowChange.Insert(load.next()));
        }
        if (customersToAdd > 0) {
            return addCustomer(room);
        }
        if (!batch.isDone()) {
            return post(room);
        }
        List<RowChange> again = log.isNextTied() ? revisions.followUp(lastUnit) : List.of();
        return again.isEmpty() ? revisions.ofActivity(activity.next(room), room) : again;
    }

    private List<RowChange> addCustomer(long room) {
        if (room < NewBusiness.CUSTOMER_UNIT_SIZE) {
            return activity.small();
        }
        customersToAdd--;
        List<RowChange> unit = activity.newCustomer();
        return unit.isEmpty() ? activity.small() : unit;
    }

    private List<RowChange> post(long room) {
        if (room < PostingRules.UNIT_SIZE) {
            return activity.small();
        }
        Optional<List<RowChange>> unit = batch.next();
        return unit.isPresent() ? revisions.ofBatch(unit.get(), room) : activity.next(room);
    }
}
