{{- define "dispatcher.notes" -}}
{{- $config := .Values.config -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- $name := include "millrace.fullname" . -}}
{{- $space := .Release.Namespace -}}
{{- $port := int (first (include "dispatcher.stages" . | fromYaml).stages).port -}}
{{ $name }} takes Publishers at {{ $name }}.{{ $space }}:{{ .Values.service.port }} ({{ .Values.service.type }}).

In force
  brokers         {{ default "(from a variable)" (get $kafka "bootstrap.servers") }} ({{ default "PLAINTEXT" (get $kafka "security.protocol") }}{{ with get $kafka "sasl.mechanism" }}, {{ . }}{{ end }})
  objects         {{ range $i, $object := $config.objects }}{{ if $i }}, {{ end }}{{ $object.object }} -> {{ $object.topic }}{{ end }}
  topics          those that are missing get {{ dig "topics" "partitions" 4 $config }} partitions with {{ dig "topics" "replication" 1 $config }} replicas
  TLS             {{ dig "tls" "mode" "none" $config }}
  replicas        {{ .Values.replicaCount }}
  image           {{ include "millrace.image" . }}
  AWS role        {{ include "millrace.notes.role" . }}

What to do
  see it work     kubectl -n {{ $space }} rollout status deployment/{{ $name }}
                  kubectl -n {{ $space }} logs deployment/{{ $name }}
  who publishes   kubectl -n {{ $space }} port-forward deployment/{{ $name }} {{ $port }} & curl -s http://127.0.0.1:{{ $port }}/status
{{- $warnings := include "dispatcher.warnings" . | splitList "\n" | compact }}
{{- if $warnings }}

WARNINGS
{{- range $warnings }}
  ! {{ trim . }}
{{- end }}
{{- end }}
{{ end -}}

{{- define "dispatcher.warnings" -}}
{{- $config := .Values.config -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- $mode := dig "tls" "mode" "none" $config -}}
{{- if eq $mode "none" }}
config.tls.mode: none. Rows cross the network as they are, and whoever reaches the port can publish.
{{- else if eq $mode "server" }}
config.tls.mode: server. Whoever reaches the port can publish; mutual lets in only those with a certificate.
{{- end }}
{{- if has (default "PLAINTEXT" (get $kafka "security.protocol") | upper) (list "PLAINTEXT" "SASL_PLAINTEXT") }}
config.kafka.security.protocol: not encrypted. Rows cross the network as they are.
{{- end }}
{{- if lt (dig "topics" "replication" 1 $config | int) 2 }}
config.topics.replication: 1. A broker's loss can take changes with it that count as published.
{{- end }}
{{- if $config.faults }}
config.faults: changes are delivered late, twice and in another order. For tests only.
{{- end }}
{{- if $.Values.secrets.values }}
secrets.values: secrets stand in the values, and so in the release's history. Take secrets.existingSecret.
{{- end }}
{{- if include "millrace.lacksRole" . }}
serviceAccount: an AWS identity is needed and none is given. Pods take that of their node, if they may.
{{- end }}
{{- end -}}
