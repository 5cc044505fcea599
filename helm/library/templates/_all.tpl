{{/* Everything that a connector's chart makes. */}}
{{- define "millrace.all" -}}
{{- include "millrace.configmap" . }}
{{- if .Values.secrets.values }}
---
{{ include "millrace.secret" . }}
{{- end }}
{{- if .Values.serviceAccount.create }}
---
{{ include "millrace.serviceaccount" . }}
{{- end }}
---
{{ include "millrace.service" . }}
---
{{ if .Values.staticMembership.enabled }}
{{- include "millrace.statefulset" . }}
{{- else }}
{{- include "millrace.deployment" . }}
{{- end }}
{{- end -}}
