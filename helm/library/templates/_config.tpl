{{/* The connector's file: what is given, with the name and the grace that the chart has worked out. */}}
{{- define "millrace.connectorYaml" -}}
{{- $config := deepCopy .Values.config -}}
{{- $_ := set $config "name" (include "millrace.name" .) -}}
{{- $engine := default dict $config.engine -}}
{{- $_ := set $engine "termination-grace" (get (include "millrace.grace" . | fromYaml) "engine") -}}
{{- $_ := set $config "engine" $engine -}}
{{- toYaml $config -}}
{{- end -}}

{{- define "millrace.configmap" -}}
apiVersion: v1
kind: ConfigMap
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .)) }}
data:
  connector.yaml: |
    {{- include "millrace.connectorYaml" . | nindent 4 }}
{{- end -}}

{{- define "millrace.copybooks" -}}
apiVersion: v1
kind: ConfigMap
{{ include "millrace.metadata" (dict "root" . "name" (printf "%s-copybooks" (include "millrace.fullname" .))) }}
data:
  {{- toYaml .Values.copybooks | nindent 2 }}
{{- end -}}

{{/* Only what the values themselves carry. */}}
{{- define "millrace.secret" -}}
apiVersion: v1
kind: Secret
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .)) }}
type: Opaque
stringData:
  {{- range $name, $value := .Values.secrets.values }}
  {{ $name }}: {{ $value | quote }}
  {{- end }}
{{- end -}}

{{/* Name of the Secret that the connector reads; empty where there is none. */}}
{{- define "millrace.secretName" -}}
{{- with .Values.secrets -}}
{{- if .values -}}
{{- include "millrace.fullname" $ -}}
{{- else -}}
{{- .existingSecret -}}
{{- end -}}
{{- end -}}
{{- end -}}
