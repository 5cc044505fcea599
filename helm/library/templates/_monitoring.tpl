{{/* No labels of our own: the metrics carry `connector` and `target` themselves, however they are scraped. */}}

{{/* Takes: monitor (serviceMonitor or podMonitor of the values), port. */}}
{{- define "millrace.scrape" -}}
{{- $port := .port -}}
{{- with .monitor -}}
- port: {{ $port }}
  path: /metrics
  {{- with .interval }}
  interval: {{ . }}
  {{- end }}
  {{- with .scrapeTimeout }}
  scrapeTimeout: {{ . }}
  {{- end }}
  {{- with .relabelings }}
  relabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .metricRelabelings }}
  metricRelabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "millrace.servicemonitor" -}}
{{- include "millrace.servicemonitorOf" (dict "root" . "ports" (list "metrics")) -}}
{{- end -}}

{{- define "millrace.podmonitor" -}}
{{- include "millrace.podmonitorOf" (dict "root" . "ports" (list "metrics")) -}}
{{- end -}}

{{/* Takes: root, ports (their names). */}}
{{- define "millrace.servicemonitorOf" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
{{ include "millrace.metadata" (dict "root" .root "name" (include "millrace.fullname" .root) "component" (include "millrace.component" .root) "labels" .root.Values.serviceMonitor.labels) }}
spec:
  jobLabel: app.kubernetes.io/instance
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" .root | nindent 6 }}
  endpoints:
    {{- range .ports }}
    {{- include "millrace.scrape" (dict "monitor" $.root.Values.serviceMonitor "port" .) | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* Takes: root, ports (their names). */}}
{{- define "millrace.podmonitorOf" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
{{ include "millrace.metadata" (dict "root" .root "name" (include "millrace.fullname" .root) "component" (include "millrace.component" .root) "labels" .root.Values.podMonitor.labels) }}
spec:
  jobLabel: app.kubernetes.io/instance
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" .root | nindent 6 }}
  podMetricsEndpoints:
    {{- range .ports }}
    {{- include "millrace.scrape" (dict "monitor" $.root.Values.podMonitor "port" .) | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* The file lies in the library, whose files a chart reads as those of its dependency. */}}
{{- define "millrace.dashboard" -}}
{{- $library := index .Subcharts "millrace-library" -}}
apiVersion: v1
kind: ConfigMap
{{ include "millrace.metadata" (dict "root" . "name" (printf "%s-dashboard" (include "millrace.fullname" .)) "namespace" .Values.dashboard.namespace "labels" .Values.dashboard.labels "annotations" .Values.dashboard.annotations) }}
data:
  millrace-latency.json: |
    {{- $library.Files.Get "dashboards/latency.json" | nindent 4 }}
{{- end -}}
