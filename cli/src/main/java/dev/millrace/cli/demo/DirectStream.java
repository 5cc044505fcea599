package dev.millrace.cli.demo;

import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.delivery.DeliveryCounts;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.delivery.KafkaDispatcher;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.playback.Playback;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.truth.TruthWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The changes as Precisely's Apply Engine sends them, from this process straight to Kafka. */
final class DirectStream implements ChangeStream {
    private final Bank bank;
    private final FaultyDelivery<SourceChange> delivery;
    private final KafkaDispatcher dispatcher;
    private final Playback playback;
    /** Written by whoever plays, read by whoever shows the progress. */
    private final AtomicLong made = new AtomicLong();

    /** @param changes that will be made, all together */
    DirectStream(Bank bank, long seed, long changes, String bootstrapServers, TopicNames names) {
        this.bank = bank;
        this.dispatcher = KafkaDispatcher.connect(Map.of("bootstrap.servers", bootstrapServers), names);
        this.delivery = new FaultyDelivery<>(DeliveryFaults.usual(seed, changes), dispatcher);
        this.playback = new Playback(bank, delivery, TimeSource.system(), made::set);
    }

    @Override
    public void play(long changes, double perSecond) throws InterruptedException {
        playback.play(changes, perSecond == UNLIMITED ? Pace.unlimited() : Pace.perSecond(perSecond));
    }

    @Override
    public void settle() throws InterruptedException {
        dispatcher.flush();
    }

    @Override
    public void finish() throws InterruptedException {
        playback.flush();
    }

    @Override
    public long made() {
        return made.get();
    }

    @Override
    public DeliveryCounts counts() {
        return delivery.counts();
    }

    @Override
    public void writeTruth(Path file) {
        TruthWriter.write(bank.state(), file);
    }

    @Override
    public List<MillraceProcess> processes() {
        return List.of();
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
