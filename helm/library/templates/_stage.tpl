{{/*
What the charts of the stages before Kafka have in common. A stage is one process: its command, its container and its file have its
name. A chart says in CHART.stages which it has, a list `stages` of what millrace.stage makes.
*/}}

{{/* As JSON. Takes: root, stage, path (of its configuration in the values), config, metrics (the name of its port, and usually its number). */}}
{{- define "millrace.stage" -}}
{{- $config := deepCopy .config -}}
{{- $_ := set $config "name" (default (include "millrace.fullname" .root) $config.name) -}}
{{- toJson (dict "stage" .stage "path" .path "config" $config "metrics" .metrics "port" (dig "observe" "port" .port $config)) -}}
{{- end -}}

{{- define "millrace.stages" -}}
{{- include (printf "%s.stages" .Chart.Name) . -}}
{{- end -}}

{{/* The ports of metrics and probes, as a map with the lists `ports` and `names`. */}}
{{- define "millrace.stage.metrics" -}}
{{- $ports := list -}}
{{- $names := list -}}
{{- range (include "millrace.stages" . | fromYaml).stages -}}
{{- $ports = append $ports (int .port) -}}
{{- $names = append $names .metrics -}}
{{- end -}}
{{- toYaml (dict "ports" $ports "names" $names) -}}
{{- end -}}

{{- define "millrace.stage.configmap" -}}
apiVersion: v1
kind: ConfigMap
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .)) }}
data:
  {{- range (include "millrace.stages" . | fromYaml).stages }}
  {{ .stage }}.yaml: |
    {{- toYaml .config | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* Headless: it names the pods' metrics, for whoever scrapes. */}}
{{- define "millrace.stage.metricsService" -}}
apiVersion: v1
kind: Service
{{ include "millrace.metadata" (dict "root" . "name" (printf "%s-metrics" (include "millrace.fullname" .)) "component" (include "millrace.component" .)) }}
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "millrace.workloadLabels" . | nindent 4 }}
  ports:
    {{- range (include "millrace.stages" . | fromYaml).stages }}
    - name: {{ .metrics }}
      port: {{ int .port }}
      targetPort: {{ .metrics }}
      protocol: TCP
    {{- end }}
{{- end -}}

{{/* Takes: root, stage (one of the stages), probes, resources; ports, mounts (lists of more). */}}
{{- define "millrace.stage.container" -}}
- name: {{ .stage.stage }}
  image: {{ include "millrace.image" .root | quote }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  args:
    - simulate
    - {{ .stage.stage }}
    - --config
    - /etc/millrace/{{ .stage.stage }}.yaml
  {{- with include "millrace.env" (dict "root" .root "secret" (include "millrace.secretName" .root) "more" list) }}
  {{- . | nindent 2 }}
  {{- end }}
  ports:
    - name: {{ .stage.metrics }}
      containerPort: {{ int .stage.port }}
      protocol: TCP
    {{- with .ports }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- include "millrace.probes" (dict "probes" .probes "port" .stage.metrics) | nindent 2 }}
  resources:
    {{- toYaml .resources | nindent 4 }}
  securityContext:
    {{- toYaml .root.Values.securityContext | nindent 4 }}
  volumeMounts:
    {{- with .mounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- include "millrace.volumeMounts" .root | nindent 4 }}
{{- end -}}

{{/* Takes: root, containers (as text). */}}
{{- define "millrace.stage.podTemplate" -}}
{{- $stages := (include "millrace.stages" .root | fromYaml).stages -}}
{{- $values := .root.Values -}}
{{- $files := list -}}
{{- range $stages -}}
{{- $files = append $files (printf "%s.yaml" .stage) -}}
{{- end -}}
metadata:
  labels:
    {{- include "millrace.podLabels" (dict "root" .root "component" (include "millrace.component" .root)) | nindent 4 }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # Nothing in /tmp is missed: the node may be given up all the same.
    cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: tmp
    checksum/config: {{ toYaml $stages | sha256sum }}
    {{- with $values.copybooks }}
    checksum/copybooks: {{ toYaml . | sha256sum }}
    {{- end }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "millrace.serviceAccountName" .root }}
  {{- include "millrace.podPlace" .root | nindent 2 }}
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- if $values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- include "millrace.topologySpread" .root | nindent 4 }}
  {{- end }}
  containers:
    {{- .containers | nindent 4 }}
  volumes:
    {{- include "millrace.volumes" (dict "root" .root "secret" (include "millrace.secretName" .root) "files" $files "sources" (include "millrace.stage.tlsSources" .root | fromYaml).sources) | nindent 4 }}
{{- end -}}

{{/* The files that a section tls names, as a map of key to file. Takes the configuration. */}}
{{- define "millrace.stage.tlsFiles" -}}
{{- $files := dict -}}
{{- range $key := list "ca-file" "certificate-file" "key-file" -}}
{{- with get (default dict $.tls) $key -}}
{{- $_ := set $files $key . -}}
{{- end -}}
{{- end -}}
{{- toYaml $files -}}
{{- end -}}

{{/* What tls.existingSecret gives: those of its keys that a configuration names as files below /etc/millrace/tls. */}}
{{- define "millrace.stage.tlsSources" -}}
{{- $items := dict -}}
{{- range (include "millrace.stages" . | fromYaml).stages -}}
{{- range include "millrace.stage.tlsFiles" .config | fromYaml -}}
{{- if hasPrefix "/etc/millrace/tls/" . -}}
{{- $key := trimPrefix "/etc/millrace/tls/" . -}}
{{- $_ := set $items $key (dict "key" $key "path" (printf "tls/%s" $key)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $sources := list -}}
{{- if and .Values.tls.existingSecret $items -}}
{{- $list := list -}}
{{- range keys $items | sortAlpha -}}
{{- $list = append $list (get $items .) -}}
{{- end -}}
{{- $sources = append $sources (dict "secret" (dict "name" .Values.tls.existingSecret "items" $list)) -}}
{{- end -}}
{{- toYaml (dict "sources" $sources) -}}
{{- end -}}

{{/* As millrace.checks of the connectors. Takes: root, checks (names of templates). */}}
{{- define "millrace.stage.checks" -}}
{{- $root := .root -}}
{{- $problems := list -}}
{{- range concat (list "millrace.stage.checks.endpoints" "millrace.stage.checks.tls" "millrace.checks.identity" "millrace.checks.apis") .checks -}}
{{- range splitList "\n" (include . $root) -}}
{{- $problems = append $problems (trim .) -}}
{{- end -}}
{{- end -}}
{{- $problems = $problems | compact -}}
{{- if $problems -}}
{{- fail (printf "millrace: %s" (join "\nmillrace: " $problems)) -}}
{{- end -}}
{{- end -}}

{{- define "millrace.stage.checks.endpoints" -}}
{{- range (include "millrace.stages" . | fromYaml).stages -}}
{{- if not (int .port) }}
{{ .path }}.observe.port: 0 takes any free port, and probes would not find it. Give a fixed one, or leave it out.
{{- end }}
{{- if has (dig "observe" "host" "" .config) (list "127.0.0.1" "localhost" "::1") }}
{{ .path }}.observe.host: probes come from outside of the pod. Leave it out.
{{- end }}
{{- end -}}
{{- end -}}

{{- define "millrace.stage.checks.tls" -}}
{{- $root := . -}}
{{- $taken := false -}}
{{- range $stage := (include "millrace.stages" . | fromYaml).stages -}}
{{- range $key, $file := include "millrace.stage.tlsFiles" .config | fromYaml -}}
{{- if hasPrefix "/etc/millrace/tls/" $file -}}
{{- $taken = true -}}
{{- if not $root.Values.tls.existingSecret }}
{{ $stage.path }}.tls.{{ $key }}: nothing puts {{ $file }} into the pod. Files in /etc/millrace/tls are the keys of tls.existingSecret.
{{- end }}
{{- else if not (include "millrace.hasFile" (dict "root" $root "file" $file)) }}
{{ $stage.path }}.tls.{{ $key }}: nothing puts {{ $file }} into the pod. Take /etc/millrace/tls with tls.existingSecret, or extraVolumes and extraVolumeMounts.
{{- end }}
{{- end -}}
{{- end -}}
{{- if and .Values.tls.existingSecret (not $taken) }}
tls.existingSecret: no file of it is used. Name its keys in the section tls of the configuration, as in ca-file: /etc/millrace/tls/ca.crt.
{{- end }}
{{- end -}}

{{/* The beginning of a policy, and who may scrape. */}}
{{- define "millrace.stage.networkpolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .)) }}
spec:
  podSelector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    {{- include "millrace.ingress.metrics" (dict "ports" (include "millrace.stage.metrics" . | fromYaml).ports "from" .Values.networkPolicy.metricsFrom) | nindent 4 }}
{{- end -}}

{{/* Everything of a chart, one document after the other. Takes: root, objects (a list of condition and template). */}}
{{- define "millrace.stage.objects" -}}
{{- $root := .root -}}
{{- range .objects }}
{{- if first . }}
---
{{ include (last .) $root }}
{{- end }}
{{- end }}
{{- range .root.Values.extraObjects }}
---
{{ if kindIs "string" . }}{{ tpl . $root }}{{ else }}{{ toYaml . }}{{ end }}
{{- end }}
{{- end -}}

{{- define "millrace.stage.servicemonitor" -}}
{{- include "millrace.servicemonitorOf" (dict "root" . "ports" (include "millrace.stage.metrics" . | fromYaml).names) -}}
{{- end -}}

{{- define "millrace.stage.podmonitor" -}}
{{- include "millrace.podmonitorOf" (dict "root" . "ports" (include "millrace.stage.metrics" . | fromYaml).names) -}}
{{- end -}}
