package dev.millrace.helm;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A release that nobody installs: a chart with its values files, one over the other, as {@code helm template} and
 * {@code helm install --dry-run} take them.
 */
record Release(InstallableChart chart, KubeVersion cluster, Found found, List<Path> files, String values) {
    static final String NAME = "bank";
    static final String NAMESPACE = "payments";
    /** A cluster with everything that the charts can make use of. */
    static final String ALL_APIS = "capabilities: {apiVersions: [monitoring.coreos.com/v1, keda.sh/v1alpha1]}";

    private static final Path SCRATCH = Path.of("target/values");

    /** Without any values. */
    static Release bare(InstallableChart chart) {
        return new Release(chart, KubeVersion.NEWEST, Found.NOTHING, List.of(), "");
    }

    /** The least that the chart needs. */
    static Release of(InstallableChart chart) {
        return of(chart, chart.minimal());
    }

    static Release of(InstallableChart chart, Path example) {
        return new Release(chart, KubeVersion.NEWEST, Found.NOTHING, List.of(example), "");
    }

    /** With more values over those of the files. */
    Release with(String more) {
        return new Release(chart, cluster, found, files, Yaml.write(Yaml.over(Yaml.object(values), Yaml.object(more))));
    }

    Release on(KubeVersion other) {
        return new Release(chart, other, found, files, values);
    }

    /** Over what is in the cluster already. */
    Release over(Found other) {
        return new Release(chart, cluster, other, files, values);
    }

    Manifests manifests() {
        TemplateCommand template = new Helm(Copies.of(chart, found))
                .template()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .withKubeVersion(cluster.number());
        return Manifests.of(withValues(template::withValuesFile, template::call));
    }

    /** What an install shows: its state, the manifests, and the notes at the end. */
    String notes() {
        InstallCommand install = new Helm(Copies.of(chart, found))
                .install()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .withKubeVersion(cluster.number())
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT);
        String output = withValues(install::withValuesFile, () -> install.call().getOutput());
        return output.substring(output.indexOf("NOTES:"));
    }

    /** The message with which the release is refused; it is an error that it is not. */
    String refusal() {
        try {
            manifests();
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError(chart + " takes " + values);
    }

    private <T> T withValues(Consumer<Path> give, Supplier<T> call) {
        List<Path> given = new ArrayList<>(files);
        try {
            Files.createDirectories(SCRATCH);
            Path above = Files.createTempFile(SCRATCH, "values", ".yaml");
            try {
                Files.writeString(above, values);
                given.add(above);
                given.forEach(give);
                return call.get();
            } finally {
                Files.delete(above);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
