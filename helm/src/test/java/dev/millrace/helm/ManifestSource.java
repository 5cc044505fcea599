package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Manifests as a source file of TypeScript: one constant each, of the type of its kind. */
final class ManifestSource {
    private static final List<String> OWN_PACKAGES = List.of("monitoring.coreos.com/", "keda.sh/");

    private ManifestSource() {}

    static String of(Manifests manifests, KubeVersion cluster) {
        StringBuilder source = new StringBuilder();
        List<JsonNode> all = manifests.all();
        for (int i = 0; i < all.size(); i++) {
            JsonNode manifest = all.get(i);
            String api = manifest.path("apiVersion").asText();
            String kind = manifest.path("kind").asText();
            source.append("import type { I%s as T%d } from \"%s/%s/%s\";%n".formatted(kind, i, from(api, cluster), api, kind));
            source.append("export const m%d: T%d = %s;%n".formatted(i, i, manifest.toPrettyString()));
        }
        return source.toString();
    }

    /** The package of npm with the types of an API. */
    private static String from(String api, KubeVersion cluster) {
        return switch (OWN_PACKAGES.indexOf(api.replaceFirst("/.*", "/"))) {
            case 0 -> "@kubernetes-models/prometheus-operator";
            case 1 -> "@kubernetes-models/keda";
            default -> cluster.types();
        };
    }
}
