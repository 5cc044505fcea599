package dev.millrace.cli.soak;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the members of a group agree who reads what. */
enum Protocol {
    CLASSIC_EAGER,
    CLASSIC_COOPERATIVE,
    CONSUMER,
    STATIC;

    private static final String ASSIGNORS = "org.apache.kafka.clients.consumer.";

    /** Kafka properties of one member, with a short patience of the group towards members that are gone. */
    Map<String, String> properties(int member, Patience patience) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("max.poll.interval.ms", Long.toString(patience.poll().toMillis()));
        if (this == CONSUMER) {
            // Its session is the group's setting, on the broker.
            properties.put("group.protocol", "consumer");
            return properties;
        }
        properties.put("session.timeout.ms", Long.toString(patience.session().toMillis()));
        properties.put(
                "heartbeat.interval.ms", Long.toString(patience.heartbeat().toMillis()));
        properties.put("partition.assignment.strategy", ASSIGNORS + assignor());
        if (this == STATIC) {
            properties.put("group.instance.id", "member-" + member);
        }
        return properties;
    }

    private String assignor() {
        return this == CLASSIC_COOPERATIVE ? "CooperativeStickyAssignor" : "RangeAssignor";
    }

    /** As in a file's name. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
