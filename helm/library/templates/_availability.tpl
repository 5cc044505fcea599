{{/* At most so many pods may be missing: with one replica a drain still goes on. A minimum of 1 would block it for ever. */}}
{{- define "millrace.budget" -}}
{{- $budget := .Values.podDisruptionBudget -}}
apiVersion: {{ include "millrace.api.budget" . }}
kind: PodDisruptionBudget
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .)) }}
spec:
  {{- if kindIs "invalid" $budget.minAvailable }}
  maxUnavailable: {{ $budget.maxUnavailable }}
  {{- else }}
  minAvailable: {{ $budget.minAvailable }}
  {{- end }}
  {{- if semverCompare ">=1.27-0" .Capabilities.KubeVersion.Version }}
  # A pod that is not ready protects nothing: it must not hold up a drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  {{- end }}
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" . | nindent 6 }}
{{- end -}}
