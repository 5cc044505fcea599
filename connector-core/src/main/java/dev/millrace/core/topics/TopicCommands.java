package dev.millrace.core.topics;

/** The commands of Kafka's own tools that mend a topic: nothing that exists is changed by us. */
record TopicCommands(String bootstrapServers) {

    String set(String topic, String setting) {
        return alter(topic) + " --add-config " + setting;
    }

    String reset(String topic, String name) {
        return alter(topic) + " --delete-config " + name;
    }

    private String alter(String topic) {
        return "kafka-configs.sh --bootstrap-server " + bootstrapServers
                + " --alter --entity-type topics --entity-name " + topic;
    }
}
