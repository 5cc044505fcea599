package dev.millrace.helm.kubernetes;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The one pod of each release at some time. */
record Pods(Map<Release, Pod> byRelease) {
    Pods {
        byRelease = Map.copyOf(byRelease);
    }

    Pod of(Release release) {
        return Optional.ofNullable(byRelease.get(release)).orElseThrow();
    }

    Collection<Pod> all() {
        return byRelease.values();
    }
}
