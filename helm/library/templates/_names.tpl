{{/* Names, labels, and what the values say in more than one way. */}}

{{- define "millrace.target" -}}
{{- trimPrefix "connector-" .Chart.Name -}}
{{- end -}}

{{/* 50 characters: a StatefulSet's pods and their revisions have longer names, in labels of 63. */}}
{{- define "millrace.fullname" -}}
{{- $own := .Release.Name -}}
{{- if not .Chart.IsRoot -}}
{{- $own = printf "%s-%s" .Release.Name (default .Chart.Name .Values.nameOverride) -}}
{{- end -}}
{{- default $own .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "millrace.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* What the workload's pods do: that of a stage before Kafka is its chart's name. */}}
{{- define "millrace.component" -}}
{{- ternary "connector" .Chart.Name (hasPrefix "connector-" .Chart.Name) -}}
{{- end -}}

{{/* What the workload's pods have and the canary's have not: the workload, its budget and its service select by it. */}}
{{- define "millrace.workloadLabels" -}}
{{ include "millrace.selectorLabels" . }}
app.kubernetes.io/component: {{ include "millrace.component" . }}
{{- end -}}

{{/* Of a connector, where it writes to. */}}
{{- define "millrace.targetLabel" -}}
{{- if hasPrefix "connector-" .Chart.Name -}}
millrace.dev/target: {{ include "millrace.target" . }}
{{- end -}}
{{- end -}}

{{/* Of pods: nothing that changes with the chart alone, so that a new chart does not restart what it leaves as it is. */}}
{{- define "millrace.podLabels" -}}
{{- with .root.Values.commonLabels -}}
{{ toYaml . }}
{{ end -}}
{{ include "millrace.selectorLabels" .root }}
app.kubernetes.io/part-of: millrace
app.kubernetes.io/component: {{ .component }}
{{ include "millrace.targetLabel" .root }}
{{- end -}}

{{- define "millrace.labels" -}}
{{- with .Values.commonLabels -}}
{{ toYaml . }}
{{ end -}}
{{ include "millrace.selectorLabels" . }}
app.kubernetes.io/part-of: millrace
app.kubernetes.io/version: {{ default .Chart.AppVersion .Values.image.tag | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "millrace.targetLabel" . }}
{{- end -}}

{{/* The beginning of every object. Takes: root, name, component (may be empty), annotations (may be empty). */}}
{{- define "millrace.metadata" -}}
metadata:
  name: {{ .name }}
  namespace: {{ default .root.Release.Namespace .namespace }}
  labels:
    {{- include "millrace.labels" .root | nindent 4 }}
    {{- with .component }}
    app.kubernetes.io/component: {{ . }}
    {{- end }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "millrace.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "millrace.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "millrace.image" -}}
{{- $image := .Values.image -}}
{{- $name := $image.repository -}}
{{- with $image.registry -}}
{{- $name = printf "%s/%s" (trimSuffix "/" .) $name -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $name $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "millrace.workloadKind" -}}
{{- ternary "StatefulSet" "Deployment" (default false (default dict .Values.staticMembership).enabled) -}}
{{- end -}}

{{- define "millrace.port" -}}
{{- dig "observe" "port" 9404 .Values.config | int -}}
{{- end -}}

{{- define "millrace.name" -}}
{{- default (include "millrace.fullname" .) .Values.config.name -}}
{{- end -}}

{{/* Properties below config.kafka as a flat map: Kafka's names may be written with dots or as nested keys. */}}
{{- define "millrace.kafka" -}}
{{- $flat := dict -}}
{{- include "millrace.flatten" (dict "into" $flat "path" "" "value" (default dict .Values.config.kafka)) -}}
{{- toYaml $flat -}}
{{- end -}}

{{- define "millrace.flatten" -}}
{{- $it := . -}}
{{- range $key, $value := .value -}}
{{- $path := ternary $key (printf "%s.%s" $it.path $key) (empty $it.path) -}}
{{- if kindIs "map" $value -}}
{{- include "millrace.flatten" (dict "into" $it.into "path" $path "value" $value) -}}
{{- else if kindIs "slice" $value -}}
{{- $_ := set $it.into $path (join "," $value) -}}
{{- else -}}
{{- $_ := set $it.into $path (toString $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "millrace.group" -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- default (include "millrace.name" .) (get $kafka "group.id") -}}
{{- end -}}

{{/* The most replicas that have something to read; 0 where nobody has said it. */}}
{{- define "millrace.partitions" -}}
{{- default (dig "topic-defaults" "partitions" 0 .Values.config | int) (.Values.topics.partitions | int) -}}
{{- end -}}

{{/* "yes" where variables come from objects that the chart does not see into. */}}
{{- define "millrace.unseenVariables" -}}
{{- $secrets := .Values.secrets -}}
{{- if or .Values.extraEnvFrom (and $secrets.existingSecret (not $secrets.env) (not $secrets.files)) -}}yes{{- end -}}
{{- end -}}

{{/* "yes" where the values give a variable. Takes: root, name. */}}
{{- define "millrace.hasVariable" -}}
{{- $found := "" -}}
{{- $name := .name -}}
{{- range .root.Values.extraEnv -}}
{{- if eq .name $name -}}{{- $found = "yes" -}}{{- end -}}
{{- end -}}
{{- if or (hasKey .root.Values.secrets.env $name) (hasKey .root.Values.secrets.values $name) -}}{{- $found = "yes" -}}{{- end -}}
{{- $found -}}
{{- end -}}

{{/* Replicas where nothing scales by itself: as given, or what `kubectl scale` has left; 1 where there is no cluster to ask. */}}
{{- define "millrace.fixedReplicas" -}}
{{- if kindIs "invalid" .Values.replicaCount -}}
{{- $live := lookup "apps/v1" (include "millrace.workloadKind" .) .Release.Namespace (include "millrace.fullname" .) -}}
{{- dig "spec" "replicas" 1 $live | int -}}
{{- else -}}
{{- .Values.replicaCount | int -}}
{{- end -}}
{{- end -}}
