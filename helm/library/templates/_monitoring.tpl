{{/* Labels of every series besides the operator's own: the dashboard chooses by them. */}}
{{- define "millrace.seriesLabels" -}}
- targetLabel: release
  replacement: {{ .Release.Name | quote }}
  action: replace
- targetLabel: target
  replacement: {{ include "millrace.target" . | quote }}
  action: replace
{{- end -}}

{{/* Takes: root, monitor. */}}
{{- define "millrace.scrape" -}}
- port: metrics
  path: /metrics
  {{- with .monitor.interval }}
  interval: {{ . }}
  {{- end }}
  {{- with .monitor.scrapeTimeout }}
  scrapeTimeout: {{ . }}
  {{- end }}
  relabelings:
    {{- include "millrace.seriesLabels" .root | nindent 4 }}
    {{- with .monitor.relabelings }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .monitor.metricRelabelings }}
  metricRelabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "millrace.servicemonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" "connector" "labels" .Values.serviceMonitor.labels) }}
spec:
  selector:
    matchLabels:
      {{- include "millrace.connectorLabels" . | nindent 6 }}
  endpoints:
    {{- include "millrace.scrape" (dict "root" . "monitor" .Values.serviceMonitor) | nindent 4 }}
{{- end -}}

{{- define "millrace.podmonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" "connector" "labels" .Values.podMonitor.labels) }}
spec:
  selector:
    matchLabels:
      {{- include "millrace.connectorLabels" . | nindent 6 }}
  podMetricsEndpoints:
    {{- include "millrace.scrape" (dict "root" . "monitor" .Values.podMonitor) | nindent 4 }}
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
