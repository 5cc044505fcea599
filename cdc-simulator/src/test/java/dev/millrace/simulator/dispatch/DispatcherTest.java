package dev.millrace.simulator.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.wire.TlsSettings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DispatcherTest {

    @Test
    void servers_whose_names_do_not_resolve_are_told_as_a_cluster_that_does_not_answer() {
        DispatcherSettings settings = new DispatcherSettings(
                "test",
                "127.0.0.1",
                0,
                TlsSettings.off(),
                1 << 20,
                1,
                Map.of(),
                new DispatcherSettings.TopicCreation(1, (short) 1),
                Map.of("bootstrap.servers", "kafka.invalid:9092"),
                new Faults(DeliveryFaults.none(), 0, 0),
                new ObserveSettings("127.0.0.1", 0));

        SimulatorException unreachable =
                assertThrows(SimulatorException.class, () -> new Dispatcher(settings, Clock.systemUTC()).run());
        assertEquals(SimulatorError.KAFKA_UNREACHABLE, unreachable.code());
    }
}
