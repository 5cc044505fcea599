package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What stands around the pods: network, metrics, dashboard and the test of the release. */
final class SurroundingsTest {
    private static final String OPERATOR = "capabilities: {apiVersions: [monitoring.coreos.com/v1]}";

    @EveryChart
    void theDefaultsNeedNoCustomResource(Chart chart) {
        Set<String> kinds = Release.of(chart).manifests().all().stream()
                .map(object -> object.path("apiVersion").asText() + " "
                        + object.path("kind").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(List.of(
                        "apps/v1 Deployment",
                        "policy/v1 PodDisruptionBudget",
                        "v1 ConfigMap",
                        "v1 Service",
                        "v1 ServiceAccount")),
                kinds);
    }

    @EveryChart
    void aCustomResourceThatTheClusterLacksIsRefused(Chart chart) {
        for (String values : List.of("serviceMonitor: {enabled: true}", "podMonitor: {enabled: true}")) {
            String refusal = Release.of(chart).with(values).refusal();
            assertTrue(refusal.contains(".enabled: the cluster does not know monitoring.coreos.com/v1"), refusal);
        }
        String keda = Release.of(chart)
                .with("{keda: {enabled: true}, topics: {partitions: 3}}")
                .refusal();
        assertTrue(keda.contains("keda.enabled: the cluster does not know keda.sh/v1alpha1. Install KEDA first"), keda);
    }

    @EveryChart
    void theServiceNamesEveryPodAndBalancesNothing(Chart chart) {
        Manifests manifests =
                Release.of(chart).with("service: {annotations: {a: b}}").manifests();
        JsonNode service = manifests.one("Service");
        assertEquals("None", service.at("/spec/clusterIP").asText());
        assertTrue(service.at("/spec/publishNotReadyAddresses").asBoolean());
        assertEquals(9404, service.at("/spec/ports/0/port").asInt());
        assertEquals(manifests.workload().at("/spec/selector/matchLabels"), service.at("/spec/selector"));
        assertEquals("b", service.at("/metadata/annotations/a").asText());
    }

    @EveryChart
    void prometheusScrapesByServiceOrByPod(Chart chart) {
        String values = "{enabled: true, labels: {release: prometheus}, interval: 15s, scrapeTimeout: 5s}";
        Manifests byService = Release.of(chart)
                .with(OPERATOR)
                .with("serviceMonitor: " + values)
                .manifests();
        Manifests byPod =
                Release.of(chart).with(OPERATOR).with("podMonitor: " + values).manifests();
        JsonNode service = byService.one("ServiceMonitor");
        JsonNode pod = byPod.one("PodMonitor");
        assertEquals(service.at("/spec/endpoints"), pod.at("/spec/podMetricsEndpoints"));
        for (JsonNode monitor : List.of(service, pod)) {
            assertEquals("prometheus", monitor.at("/metadata/labels/release").asText());
        }
        JsonNode endpoint = service.at("/spec/endpoints/0");
        assertEquals("metrics", endpoint.path("port").asText());
        assertEquals("/metrics", endpoint.path("path").asText());
        assertEquals("15s", endpoint.path("interval").asText());
        assertEquals("5s", endpoint.path("scrapeTimeout").asText());
        assertEquals(
                byService.one("Service").at("/metadata/labels/app.kubernetes.io~1component"),
                service.at("/spec/selector/matchLabels/app.kubernetes.io~1component"));
    }

    /** The metrics carry what the dashboard chooses by; what a site adds stays. */
    @EveryChart
    void relabelingsAreThoseOfTheValues(Chart chart) {
        JsonNode endpoint = Release.of(chart)
                .with(OPERATOR)
                .with(
                        "podMonitor: {enabled: true, relabelings: [{targetLabel: site, replacement: a}], metricRelabelings: [{action:"
                                + " drop, regex: x}]}")
                .manifests()
                .one("PodMonitor")
                .at("/spec/podMetricsEndpoints/0");
        assertEquals("site", endpoint.at("/relabelings/0/targetLabel").asText());
        assertEquals("drop", endpoint.at("/metricRelabelings/0/action").asText());
    }

    @EveryChart
    void everySeriesTwiceIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with(OPERATOR)
                .with("{podMonitor: {enabled: true}, serviceMonitor: {enabled: true}}")
                .refusal();
        assertTrue(refusal.contains("podMonitor.enabled: not together with serviceMonitor.enabled"), refusal);
    }

    @EveryChart
    void theNetworkPolicyAllowsWhatIsNeededAndNoMore(Chart chart) {
        JsonNode spec = Release.of(chart)
                .with("{networkPolicy: {enabled: true}, config: {kafka: {bootstrap.servers: 'b-1:9094,b-2:9096'}}}")
                .manifests()
                .one("NetworkPolicy")
                .path("spec");
        assertEquals("[\"Ingress\",\"Egress\"]", spec.path("policyTypes").toString());
        assertEquals(1, spec.path("ingress").size());
        assertEquals(9404, spec.at("/ingress/0/ports/0/port").asInt());
        assertEquals(List.of("53", "53"), spec.at("/egress/0/ports").findValuesAsText("port"));
        assertEquals(List.of("9094", "9096"), spec.at("/egress/1/ports").findValuesAsText("port"));
        int sts = chart == Chart.DYNAMODB || chart == Chart.KEYSPACES ? 1 : 0;
        assertEquals(3 + sts, spec.path("egress").size(), "DNS, Kafka, the target, and what a role needs");
        spec.path("egress").forEach(rule -> assertFalse(rule.path("ports").isEmpty()));
    }

    @EveryChart
    void theNetworkPolicyOfTheValuesIsNarrower(Chart chart) {
        JsonNode spec =
                Release.of(chart).with("""
                        networkPolicy:
                          enabled: true
                          metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
                          kafka: {ports: [1], to: [{ipBlock: {cidr: 10.1.0.0/16}}]}
                          target: {ports: [2], to: [{ipBlock: {cidr: 10.2.0.0/16}}]}
                          dns: {to: [{namespaceSelector: {}}]}
                          extraEgress: [{ports: [{port: 3}]}]
                        """).manifests().one("NetworkPolicy").path("spec");
        assertEquals(
                "monitoring",
                spec.at("/ingress/0/from/0/namespaceSelector/matchLabels/name").asText());
        assertTrue(spec.at("/egress/0/to/0/namespaceSelector").isObject());
        assertEquals(1, spec.at("/egress/1/ports/0/port").asInt());
        assertEquals("10.1.0.0/16", spec.at("/egress/1/to/0/ipBlock/cidr").asText());
        assertEquals(2, spec.at("/egress/2/ports/0/port").asInt());
        assertEquals("10.2.0.0/16", spec.at("/egress/2/to/0/ipBlock/cidr").asText());
        JsonNode more = spec.path("egress").path(spec.path("egress").size() - 1);
        assertEquals(3, more.at("/ports/0/port").asInt());
    }

    @EveryChart
    void anIdentityOfAwsIsReachedThroughTheNetworkPolicy(Chart chart) {
        String policy = "networkPolicy: {enabled: true, target: {ports: [2]}}";
        JsonNode sts = Release.of(chart)
                .with(policy)
                .with("serviceAccount: {irsa: {roleArn: 'arn:aws:iam::123456789012:role/a'}}")
                .manifests()
                .one("NetworkPolicy");
        assertEquals(443, sts.at("/spec/egress/3/ports/0/port").asInt());
        JsonNode agent = Release.of(chart)
                .with(policy)
                .with("serviceAccount: {podIdentity: {enabled: true}}")
                .manifests()
                .one("NetworkPolicy");
        assertEquals(
                "169.254.170.23/32",
                agent.at("/spec/egress/3/to/0/ipBlock/cidr").asText());
    }

    /** Somebody else may have annotated the service account, with whatever role. */
    @EveryChart
    void stsIsReachedWhereverAnIdentityOfAwsIsNeeded(Chart chart) {
        String iam = "config: {kafka: {sasl.mechanism: AWS_MSK_IAM}}";
        assertTrue(reachesSts(chart, iam, "{create: false, name: theirs}"));
        String annotated = "{annotations: {eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:role/a'}}";
        assertTrue(reachesSts(chart, iam, annotated));
        assertTrue(reachesSts(chart, "{}", annotated), "for a driver of secrets");
        assertFalse(reachesSts(chart, iam, "{podIdentity: {enabled: true}}"));
        String another = "config: {kafka: {sasl.mechanism: AWS_MSK_IAM, sasl.jaas.config:"
                + " 'x.IAMLoginModule required awsRoleArn=\"arn:aws:iam::111122223333:role/reader\";'}}";
        assertTrue(reachesSts(chart, another, "{podIdentity: {enabled: true}}"), "for the role of another account");
        assertFalse(reachesSts(
                chart,
                "{config: {kafka: {sasl.mechanism: AWS_MSK_IAM}},"
                        + " extraEnv: [{name: AWS_ACCESS_KEY_ID, value: local}]}",
                "{}"));
    }

    private static boolean reachesSts(Chart chart, String values, String account) {
        JsonNode egress = Release.of(chart)
                .with("networkPolicy: {enabled: true, target: {ports: [2], to: [{ipBlock: {cidr: 10.2.0.0/16}}]}}")
                .with(values)
                .with("serviceAccount: " + account)
                .manifests()
                .one("NetworkPolicy")
                .at("/spec/egress");
        return egress.valueStream()
                .anyMatch(rule -> rule.at("/ports/0/port").asInt() == 443
                        && rule.path("to").isMissingNode());
    }

    @EveryChart
    void theDashboardIsFoundByGrafanasSidecar(Chart chart) throws IOException {
        Manifests manifests = Release.of(chart)
                .with("dashboard: {enabled: true, namespace: monitoring}")
                .manifests();
        JsonNode map = manifests.all("ConfigMap").stream()
                .filter(found -> found.path("data").has("millrace-latency.json"))
                .findFirst()
                .orElseThrow();
        assertEquals("monitoring", map.at("/metadata/namespace").asText());
        assertEquals("1", map.at("/metadata/labels/grafana_dashboard").asText());
        assertEquals("Millrace", map.at("/metadata/annotations/grafana_folder").asText());
        ObjectMapper json = new ObjectMapper();
        JsonNode written = json.readTree(Yaml.text(InstallableChart.LIBRARY.resolve("dashboards/latency.json")));
        assertEquals(
                written, json.readTree(map.at("/data/millrace-latency.json").asText()));
    }

    @EveryChart
    void theTestOfTheReleaseSendsTheCanarysRow(Chart chart) throws IOException {
        Release release = Canary.of(chart).with("canary: {timeout: 90s}");
        JsonNode pod = release.manifests().one("Pod");
        assertEquals("test", pod.at("/metadata/annotations/helm.sh~1hook").asText());
        assertEquals("Never", pod.at("/spec/restartPolicy").asText());
        assertEquals(240, pod.at("/spec/activeDeadlineSeconds").asInt());
        JsonNode args = pod.at("/spec/containers/0/args");
        List<String> words = args.valueStream().map(JsonNode::asText).toList();
        assertEquals("canary", words.get(0));
        assertEquals("/etc/millrace/connector.yaml", words.get(words.indexOf("--config") + 1));
        assertEquals("90s", words.get(words.indexOf("--timeout") + 1));
        JsonNode values = new ObjectMapper().readTree(words.get(words.indexOf("--values") + 1));
        assertEquals("say \"hi\"", values.path("NOTE").asText());
        assertEquals(release.manifests().container().path("image"), pod.at("/spec/containers/0/image"));
    }

    /** Else the workload would adopt it, the budget count it, and Prometheus scrape it. */
    @EveryChart
    void theTestOfTheReleaseIsNoneOfItsConnectors(Chart chart) {
        Manifests manifests = Canary.of(chart).manifests();
        JsonNode labels = manifests.one("Pod").at("/metadata/labels");
        JsonNode selector = manifests.workload().at("/spec/selector/matchLabels");
        assertTrue(selector.properties().stream()
                .anyMatch(entry -> !entry.getValue().equals(labels.path(entry.getKey()))));
    }

    @EveryChart
    void theTestOfTheReleaseMayHaveALoginOfItsOwn(Chart chart) {
        JsonNode pod = Canary.of(chart)
                .with("{secrets: {existingSecret: reader}, canary: {existingSecret: writer, serviceAccountName: other,"
                        + " extraEnv: [{name: TZ, value: UTC}]}}")
                .manifests()
                .one("Pod")
                .path("spec");
        assertEquals("writer", pod.at("/containers/0/envFrom/0/secretRef/name").asText());
        assertEquals("other", pod.path("serviceAccountName").asText());
        assertEquals("TZ", pod.at("/containers/0/env/0/name").asText());
    }

    /** Of two variables of one name the last one would count, and a server-side apply takes neither. */
    @EveryChart
    void aVariableOfTheTestTakesThePlaceOfTheConnectors(Chart chart) {
        JsonNode variables = Canary.of(chart)
                .with(
                        "{secrets: {existingSecret: reader, env: {A: a, B: b}}, javaOptions: -Xint, extraEnv: [{name: C, value: c}],"
                                + " canary: {extraEnv: [{name: A, value: own}, {name: C, value: own}, {name: JDK_JAVA_OPTIONS, value: own}]}}")
                .manifests()
                .one("Pod")
                .at("/spec/containers/0/env");
        assertEquals(
                List.of("B", "A", "C", "JDK_JAVA_OPTIONS"),
                variables.findValuesAsText("name").stream()
                        .filter(name -> !name.equals("reader"))
                        .toList());
        assertEquals(List.of("own", "own", "own"), variables.findValuesAsText("value"));
    }

    /** A Secret that lacks a key would keep the pod from starting, without a word. */
    @EveryChart
    void theTestsLoginMayBeAllThatIsNotTheConnectors(Chart chart) {
        Release release = Canary.of(chart)
                .with("{secrets: {existingSecret: reader, env: {MILLRACE_KAFKA_SASL_JAAS_CONFIG: login,"
                        + " MILLRACE_KAFKA_SSL_KEY_PASSWORD: key}, files: {kafka-login: login, database-password: word}},"
                        + " canary: {existingSecret: writer}}");
        assertEquals(
                Map.of(
                        "MILLRACE_KAFKA_SASL_JAAS_CONFIG", "writer login",
                        "MILLRACE_KAFKA_SSL_KEY_PASSWORD", "writer key",
                        "kafka-login", "writer login",
                        "database-password", "writer word"),
                secretsOf(release));
        Release some = release.with("canary: {secretKeys: [login]}");
        assertEquals(
                Map.of(
                        "MILLRACE_KAFKA_SASL_JAAS_CONFIG", "writer login",
                        "MILLRACE_KAFKA_SSL_KEY_PASSWORD", "reader key",
                        "kafka-login", "writer login",
                        "database-password", "reader word"),
                secretsOf(some));
        assertEquals(release.manifests().pod(), some.manifests().pod(), "the connector's own");
        String unknown = release.with("canary: {secretKeys: [logn]}").refusal();
        assertTrue(unknown.contains("canary.secretKeys: neither secrets.env nor secrets.files takes logn."), unknown);
        String none = some.with("canary: {existingSecret: ''}").refusal();
        assertTrue(none.contains("canary.existingSecret: missing, and canary.secretKeys are keys of it."), none);
    }

    /** Secret and key of each variable and file of the test's pod. */
    private static Map<String, String> secretsOf(Release release) {
        JsonNode pod = release.manifests().one("Pod").path("spec");
        Map<String, String> found = new HashMap<>();
        pod.at("/containers/0/env").forEach(variable -> {
            JsonNode from = variable.at("/valueFrom/secretKeyRef");
            found.put(
                    variable.path("name").asText(),
                    from.path("name").asText() + " " + from.path("key").asText());
        });
        pod.at("/volumes/0/projected/sources")
                .forEach(source -> source.at("/secret/items")
                        .forEach(item -> found.put(
                                item.path("path").asText(),
                                source.at("/secret/name").asText() + " "
                                        + item.path("key").asText())));
        return found;
    }

    /** Helm's numbers are doubles: the key would be that of another row. */
    @EveryChart
    void aNumberThatHelmCannotHoldIsRefusedAsTheCanarysValue(Chart chart) {
        for (String number : List.of("123456789012345678", "9007199254740993", "-9007199254740993")) {
            String refusal = Canary.of(chart)
                    .with("canary: {values: {NUMBER: " + number + "}}")
                    .refusal();
            assertTrue(refusal.contains("at '/canary/values/NUMBER': m"), refusal);
        }
        for (String right : List.of("9007199254740991", "'123456789012345678'")) {
            String args = Canary.of(chart)
                    .with("canary: {values: {NUMBER: " + right + "}}")
                    .manifests()
                    .one("Pod")
                    .at("/spec/containers/0/args")
                    .toString();
            assertTrue(args.contains(right.replace("'", "")), args);
        }
    }

    @EveryChart
    void aCanaryThatCannotWorkIsRefused(Chart chart) {
        String table = Release.of(chart)
                .with("canary: {enabled: true, table: NO.SUCH}")
                .refusal();
        assertTrue(table.contains("canary.table: \"NO.SUCH\" is no source of config.tables"), table);
        String topic = Canary.of(chart).with("config: {topics: [a, b]}").refusal();
        assertTrue(topic.contains(" could be on any of a, b. Name its topic in config.tables, as topic."), topic);
        String key = Canary.of(chart).with("canary: {values: null}").refusal();
        assertTrue(key.contains("canary.values: the key's column "), key);
    }
}
