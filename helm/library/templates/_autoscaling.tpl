{{- define "millrace.scaleTarget" -}}
apiVersion: apps/v1
kind: {{ include "millrace.workloadKind" . }}
name: {{ include "millrace.fullname" . }}
{{- end -}}

{{/* The most replicas: what is asked for, at most the partitions. Takes: root, path, scaling (with minReplicas, maxReplicas). */}}
{{- define "millrace.maxReplicas" -}}
{{- $partitions := include "millrace.partitions" .root | int -}}
{{- $max := .scaling.maxReplicas | int -}}
{{- if not $partitions -}}
{{- fail (printf "millrace: %s.enabled: how many partitions there are is not known, and more replicas than that have nothing to read. Say it in topics.partitions." .path) -}}
{{- end -}}
{{- if gt $max $partitions -}}
{{- fail (printf "millrace: %s.maxReplicas: %d is more than the %d partitions: the rest would have nothing to read. Lower it, or raise topics.partitions once the topics have more." .path $max $partitions) -}}
{{- end -}}
{{- $most := default $partitions $max -}}
{{- if gt (.scaling.minReplicas | int) $most -}}
{{- fail (printf "millrace: %s.minReplicas: %d is more than the most, %d. Lower it." .path (.scaling.minReplicas | int) $most) -}}
{{- end -}}
{{- $most -}}
{{- end -}}

{{- define "millrace.autoscaler" -}}
{{- $scaling := .Values.autoscaling -}}
apiVersion: {{ include "millrace.api.autoscaler" . }}
kind: HorizontalPodAutoscaler
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .)) }}
spec:
  scaleTargetRef:
    {{- include "millrace.scaleTarget" . | nindent 4 }}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ include "millrace.maxReplicas" (dict "root" . "path" "autoscaling" "scaling" $scaling) }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $scaling.targetCPUUtilizationPercentage }}
    {{- with $scaling.metrics }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $scaling.behavior }}
  behavior:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
