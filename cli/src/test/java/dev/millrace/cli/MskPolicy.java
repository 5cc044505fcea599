package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A policy of {@code docs/iam} for MSK as rights of Kafka. What each action is equivalent to stands in MSK's developer guide, "Semantics
 * of IAM authorization policy actions and resources".
 */
final class MskPolicy {
    private static final String PREFIX = "kafka-cluster:";
    private static final Map<String, AclOperation> EQUIVALENT = Map.of(
            "DescribeCluster", AclOperation.DESCRIBE,
            "WriteDataIdempotently", AclOperation.IDEMPOTENT_WRITE,
            "DescribeTopic", AclOperation.DESCRIBE,
            "DescribeTopicDynamicConfiguration", AclOperation.DESCRIBE_CONFIGS,
            "ReadData", AclOperation.READ,
            "WriteData", AclOperation.WRITE,
            "CreateTopic", AclOperation.CREATE,
            "DescribeGroup", AclOperation.DESCRIBE,
            "AlterGroup", AclOperation.READ);

    private MskPolicy() {}

    /**
     * The rights of a user.
     *
     * @param files of {@code docs/iam}
     * @param without actions that are taken away, by their names without the prefix
     */
    static List<AclBinding> of(List<String> files, Set<String> without, String user, OneTable table)
            throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (String file : files) {
            JsonNode policy =
                    new ObjectMapper().readTree(Path.of("../docs/iam", file).toFile());
            for (JsonNode statement : policy.path("Statement")) {
                for (JsonNode action : statement.path("Action")) {
                    String name = action.asText().substring(PREFIX.length());
                    // Whoever has logged in is connected.
                    if (!name.equals("Connect") && !without.contains(name)) {
                        for (JsonNode resource : statement.path("Resource")) {
                            rights.add(right(resource.asText(), name, user, table));
                        }
                    }
                }
            }
        }
        return rights;
    }

    private static AclBinding right(String resource, String action, String user, OneTable table) {
        AclOperation operation = EQUIVALENT.get(action);
        if (operation == null) {
            throw new IllegalArgumentException("what is " + action + "?");
        }
        String kind = resource.substring(resource.lastIndexOf(':') + 1, resource.indexOf('/'));
        String name = resource.substring(resource.lastIndexOf('/') + 1)
                .replace("TOPIC", table.topic())
                .replace("GROUP", table.name());
        ResourcePattern pattern = switch (kind) {
            case "cluster" -> new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
            case "topic" -> new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
            case "group" -> new ResourcePattern(ResourceType.GROUP, name, PatternType.LITERAL);
            default -> throw new IllegalArgumentException(resource);
        };
        return new AclBinding(pattern, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
