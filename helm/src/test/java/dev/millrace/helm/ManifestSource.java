package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Manifests as a source file of TypeScript: one constant each, of the type of its kind. */
final class ManifestSource {
    /** Where the types are of APIs that Kubernetes does not have itself. */
    private static final Map<String, String> PACKAGES = Map.of(
            "monitoring.coreos.com", "@kubernetes-models/prometheus-operator",
            "keda.sh", "@kubernetes-models/keda",
            "external-secrets.io", "@kubernetes-models/external-secrets",
            "secrets-store.csi.x-k8s.io", "../own");

    private ManifestSource() {}

    static String of(Manifests manifests, KubeVersion cluster) {
        StringBuilder source = new StringBuilder();
        List<JsonNode> all = manifests.all();
        for (int i = 0; i < all.size(); i++) {
            JsonNode manifest = all.get(i);
            String api = manifest.path("apiVersion").asText();
            String kind = manifest.path("kind").asText();
            source.append("import type { I%s as T%d } from \"%s\";%n".formatted(kind, i, module(api, kind, cluster)));
            source.append("export const m%d: T%d = %s;%n".formatted(i, i, manifest.toPrettyString()));
        }
        return source.toString();
    }

    /** The module with the types of a kind. */
    private static String module(String api, String kind, KubeVersion cluster) {
        String found = PACKAGES.getOrDefault(api.replaceFirst("/.*", ""), cluster.types());
        return found + "/" + api + "/" + kind + (found.startsWith("..") ? ".js" : "");
    }
}
