{{/* No labels of our own: the metrics carry `connector` and `target` themselves, however they are scraped. */}}

{{/* Takes: serviceMonitor or podMonitor of the values. */}}
{{- define "millrace.scrape" -}}
- port: metrics
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
{{- end -}}

{{- define "millrace.servicemonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" "connector" "labels" .Values.serviceMonitor.labels) }}
spec:
  jobLabel: app.kubernetes.io/instance
  selector:
    matchLabels:
      {{- include "millrace.connectorLabels" . | nindent 6 }}
  endpoints:
    {{- include "millrace.scrape" .Values.serviceMonitor | nindent 4 }}
{{- end -}}

{{- define "millrace.podmonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" "connector" "labels" .Values.podMonitor.labels) }}
spec:
  jobLabel: app.kubernetes.io/instance
  selector:
    matchLabels:
      {{- include "millrace.connectorLabels" . | nindent 6 }}
  podMetricsEndpoints:
    {{- include "millrace.scrape" .Values.podMonitor | nindent 4 }}
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
