{{- define "capture.notes" -}}
{{- $config := .Values.config -}}
{{- $name := include "millrace.fullname" . -}}
{{- $space := .Release.Namespace -}}
{{- $stages := (include "capture.stages" . | fromYaml).stages -}}
{{ $name }} captures, and publishes to {{ $config.publisher.dispatcher }}.

In force
  source          {{ (first $stages).config.name }}: no other release may have this name at the same Dispatcher
  workload        {{ dig "workload" "type" "bank" $config.capture }}
  volume          storage-{{ $name }}-0, {{ .Values.persistence.size }}; it stays when the release goes
  stored          up to {{ dig "storage" "max-megabytes" 4096 $config.capture }} MiB, at least for {{ dig "storage" "replay-window" "3d" $config.capture }}
  TLS             {{ dig "tls" "mode" "none" $config.publisher }}
  image           {{ include "millrace.image" . }}

What to do
  see it work     kubectl -n {{ $space }} rollout status statefulset/{{ $name }}
                  kubectl -n {{ $space }} logs {{ $name }}-0 -c publisher
  why it waits    kubectl -n {{ $space }} port-forward {{ $name }}-0 {{ int (last $stages).port }} & curl -s http://127.0.0.1:{{ int (last $stages).port }}/status
  begin anew      uninstall, and delete the volume's claim: the Dispatcher then gets everything again
{{- $warnings := include "capture.warnings" . | splitList "\n" | compact }}
{{- if $warnings }}

WARNINGS
{{- range $warnings }}
  ! {{ trim . }}
{{- end }}
{{- end }}
{{ end -}}

{{- define "capture.warnings" -}}
{{- if eq (dig "tls" "mode" "none" .Values.config.publisher) "none" }}
config.publisher.tls.mode: none. Rows cross the network as they are.
{{- end }}
{{- if ne (dig "storage" "replay-window" "3d" .Values.config.capture) (dig "storage" "replay-window" "3d" .Values.config.publisher) }}
config.publisher.storage.replay-window: is not Capture's. What goes back further than Capture keeps cannot be sent again.
{{- end }}
{{- end -}}
