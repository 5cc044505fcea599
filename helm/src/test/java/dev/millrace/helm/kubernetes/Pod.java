package dev.millrace.helm.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * A pod of a release, as the cluster saw it.
 *
 * @param phase as Kubernetes names it
 * @param ready whether its container answers as ready
 * @param leaving whether it is about to be deleted
 * @param restarts of its container
 * @param container with the name of the engine before it, as in {@code docker://0123}; empty while there is none
 * @param node empty while there is none
 */
record Pod(
        String name,
        String release,
        String uid,
        String phase,
        boolean ready,
        boolean leaving,
        int restarts,
        String container,
        String node) {

    static Pod of(JsonNode pod) {
        JsonNode container = pod.at("/status/containerStatuses/0");
        return new Pod(
                pod.at("/metadata/name").asText(),
                pod.at("/metadata/labels/app.kubernetes.io~1instance").asText(),
                pod.at("/metadata/uid").asText(),
                pod.at("/status/phase").asText(),
                StreamSupport.stream(pod.at("/status/conditions").spliterator(), false)
                        .anyMatch(condition ->
                                "Ready".equals(condition.at("/type").asText())
                                        && "True".equals(condition.at("/status").asText())),
                pod.at("/metadata").has("deletionTimestamp"),
                container.at("/restartCount").asInt(),
                container.at("/containerID").asText(),
                pod.at("/spec/nodeName").asText());
    }

    /** Whether it does its work and is to go on with it. */
    boolean works() {
        return ready && !leaving;
    }
}
