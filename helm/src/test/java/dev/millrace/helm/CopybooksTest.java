package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

/** How copybooks get into the pods. */
final class CopybooksTest {
    /** Of fixed format: its columns count, the blanks of the first line too. */
    private static final String SOURCE = "       01  A.\n           05  B  PIC X.\n";

    private static final String TWO = "copybooks: {B.cpy: \"%s\", A.cpy: x}".formatted(SOURCE.replace("\n", "\\n"));

    @EveryChart
    void copybooksOfTheValuesAreFilesBesideTheConfiguration(Chart chart) {
        Manifests manifests = Release.of(chart).with(TWO).manifests();
        JsonNode map = manifests.copybooks();
        assertEquals(SOURCE, map.path("data").path("B.cpy").asText());
        JsonNode sources = manifests.volume("config").at("/projected/sources");
        assertEquals("connector.yaml", sources.at("/0/configMap/items/0/path").asText());
        assertEquals(map.at("/metadata/name"), sources.at("/1/configMap/name"));
        assertEquals(
                "[{\"key\":\"A.cpy\",\"path\":\"copybooks/A.cpy\"},{\"key\":\"B.cpy\",\"path\":\"copybooks/B.cpy\"}]",
                sources.at("/1/configMap/items").toString());
        assertEquals(
                "/etc/millrace", manifests.mount("config").path("mountPath").asText());
    }

    @EveryChart
    void theTestOfTheReleaseHasThemToo(Chart chart) {
        JsonNode pod = Canary.of(chart).with(TWO).manifests().one("Pod");
        assertTrue(pod.at("/spec/volumes").toString().contains("copybooks/B.cpy"), pod::toString);
    }

    @EveryChart
    void aChangedCopybookReplacesThePods(Chart chart) {
        String checksum = checksum(Release.of(chart).with(TWO));
        assertEquals(64, checksum.length());
        assertEquals(checksum, checksum(Release.of(chart).with(TWO).with("replicaCount: 4")));
        assertNotEquals(checksum, checksum(Release.of(chart).with(TWO).with("copybooks: {A.cpy: other}")));
    }

    @EveryChart
    void withoutCopybooksThereIsNothingOfThem(Chart chart) {
        Manifests manifests = Release.of(chart).manifests();
        assertFalse(manifests.text().contains("copybooks"), manifests::text);
    }

    @EveryChart
    void aCopybookThatNothingPutsIntoThePodIsRefused(Chart chart) {
        JsonNode table = Release.of(chart).manifests().connector().at("/tables/0");
        String source = table.path("source").asText();
        String tables = "config: {format: {type: raw}, tables: [{source: %s, target: t, key: [a], columns: [a text],"
                        .formatted(source)
                + " copybook: /etc/millrace/copybooks/A.cpy, parent-copybook: /etc/millrace/copybooks/P.cpy}]}";
        String refusal = Release.of(chart).with(tables).refusal();
        assertTrue(refusal.contains("config.tables[0].copybook: nothing puts /etc/millrace/copybooks/A.cpy"), refusal);
        assertTrue(refusal.contains("config.tables[0].parent-copybook: nothing puts"), refusal);
        String mounted = "{extraVolumes: [{name: p, configMap: {name: p}}], extraVolumeMounts: [{name: p, mountPath:"
                + " /etc/millrace/copybooks/P.cpy, subPath: P.cpy}]}";
        assertTrue(Release.of(chart)
                .with(tables)
                .with(TWO)
                .with(mounted)
                .manifests()
                .has("Service"));
    }

    @EveryChart
    void aDirectoryToCopyFromThatNothingPutsIntoThePodIsRefused(Chart chart) {
        JsonNode table = Release.of(chart).manifests().connector().at("/tables/0");
        String tables =
                "config: {format: {type: raw}, tables: [{source: %s, target: t, key: [a], columns: [a text], copybook: /etc/millrace/copybooks/A.cpy, copy-path: [/lib, /etc/millrace/copybooks]}]}"
                        .formatted(table.path("source").asText());
        Release release = Release.of(chart).with(tables).with(TWO);
        String refusal = release.refusal();
        assertTrue(refusal.contains("config.tables[0].copy-path: nothing puts /lib into the pod"), refusal);
        assertFalse(refusal.contains("nothing puts /etc"), refusal);
        String mounted =
                "{extraVolumes: [{name: l, configMap: {name: l}}], extraVolumeMounts: [{name: l, mountPath: /lib}]}";
        assertTrue(release.with(mounted).manifests().has("Service"));
    }

    @EveryChart
    void ofRawRecordsTheNotesMissNoOrdinal(Chart chart) {
        String missing = "config.format.tags.ordinal: not given";
        Release bare = Release.of(chart).with("config: {format: {tags: {ordinal: ''}}}");
        assertTrue(bare.notes().contains(missing), bare::notes);
        Release raw = bare.with("config: {format: {type: raw}}");
        assertFalse(raw.notes().contains(missing), raw::notes);
    }

    private static String checksum(Release release) {
        return release.manifests()
                .pod()
                .at("/metadata/annotations/checksum~1copybooks")
                .asText();
    }
}
