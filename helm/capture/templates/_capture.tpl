{{/* Capture and its Publisher: two containers of one pod, since both work on one directory. */}}

{{- define "capture.stages" -}}
{{- $storage := dict "storage" (dict "directory" "/var/lib/millrace") -}}
{{- $capture := mergeOverwrite (deepCopy .Values.config.capture) $storage -}}
{{- $publisher := mergeOverwrite (deepCopy .Values.config.publisher) $storage -}}
stages:
  - {{ include "millrace.stage" (dict "root" . "stage" "capture" "path" "config.capture" "config" $capture "metrics" "capture" "port" 9405) }}
  - {{ include "millrace.stage" (dict "root" . "stage" "publisher" "path" "config.publisher" "config" $publisher "metrics" "publisher" "port" 9406) }}
{{- end -}}

{{- define "capture.all" -}}
{{- include "millrace.stage.checks" (dict "root" . "checks" (list "capture.checks")) -}}
{{- $values := .Values -}}
{{- include "millrace.stage.objects" (dict "root" . "objects" (list
    (list true "millrace.stage.configmap")
    (list (not (empty $values.copybooks)) "millrace.copybooks")
    (list $values.serviceAccount.create "millrace.serviceaccount")
    (list true "millrace.stage.metricsService")
    (list true "capture.statefulset")
    (list $values.serviceMonitor.enabled "millrace.stage.servicemonitor")
    (list $values.podMonitor.enabled "millrace.stage.podmonitor")
    (list $values.networkPolicy.enabled "capture.networkpolicy")
)) -}}
{{- end -}}

{{/* One replica: a second one would read the same log, and store and publish everything again. */}}
{{- define "capture.statefulset" -}}
{{- $volume := .Values.persistence -}}
apiVersion: apps/v1
kind: StatefulSet
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .) "annotations" .Values.annotations) }}
spec:
  replicas: 1
  revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
  serviceName: {{ include "millrace.fullname" . }}-metrics
  updateStrategy:
    type: RollingUpdate
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" . | nindent 6 }}
  template:
    {{- include "millrace.stage.podTemplate" (dict "root" . "containers" (include "capture.containers" .)) | nindent 4 }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: storage
        labels:
          {{- include "millrace.workloadLabels" . | nindent 10 }}
        {{- with $volume.annotations }}
        annotations:
          {{- toYaml . | nindent 10 }}
        {{- end }}
      spec:
        accessModes:
          {{- toYaml $volume.accessModes | nindent 10 }}
        {{- with $volume.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $volume.size }}
{{- end -}}

{{- define "capture.containers" -}}
{{- $root := . -}}
{{- $mounts := list (dict "name" "storage" "mountPath" "/var/lib/millrace") -}}
{{- range (include "capture.stages" . | fromYaml).stages }}
{{ include "millrace.stage.container" (dict "root" $root "stage" . "probes" $root.Values.probes "resources" (get $root.Values.resources .stage) "mounts" $mounts) }}
{{- end }}
{{- end -}}

{{- define "capture.networkpolicy" -}}
{{- $policy := .Values.networkPolicy -}}
{{- $port := default (regexFind "[0-9]+$" .Values.config.publisher.dispatcher | int) $policy.dispatcher.port -}}
{{ include "millrace.stage.networkpolicy" . }}
  egress:
    {{- include "millrace.egress.dns" $policy.dns.to | nindent 4 }}
    # The Dispatcher
    {{- include "millrace.egress" (dict "ports" (list $port) "to" $policy.dispatcher.to) | nindent 4 }}
    {{- with $policy.extraEgress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{- define "capture.checks" -}}
{{- $config := .Values.config -}}
{{- if not $config.publisher.dispatcher }}
config.publisher.dispatcher: missing. Say where the Dispatcher is, as in dispatcher:7400.
{{- end }}
{{- if eq (dig "tls" "mode" "none" $config.publisher) "mutual" }}
{{- if not (dig "tls" "key-file" "" $config.publisher) }}
config.publisher.tls.key-file: missing, and the Dispatcher asks for a certificate. Give certificate-file and key-file.
{{- end }}
{{- end }}
{{- range $stage := list "capture" "publisher" -}}
{{- with dig "storage" "directory" "" (get $config $stage) -}}
{{- if ne . "/var/lib/millrace" }}
config.{{ $stage }}.storage.directory: the volume is at /var/lib/millrace. Leave it out.
{{- end }}
{{- end -}}
{{- end -}}
{{- $stages := (include "capture.stages" . | fromYaml).stages -}}
{{- if eq (int (first $stages).port) (int (last $stages).port) }}
config.publisher.observe.port: {{ int (last $stages).port }} is Capture's, and both are in one pod. Give another one.
{{- end }}
{{- if ne (first $stages).config.name (last $stages).config.name }}
config.publisher.name: is not that of config.capture.name. Give both the same, or neither.
{{- end }}
{{- $most := dig "storage" "max-megabytes" 4096 $config.capture | int }}
{{- $segment := dig "storage" "segment-megabytes" 64 $config.capture | int }}
{{- $size := include "millrace.mebibytes" (toString .Values.persistence.size) | int }}
{{- if gt (add $most (mul 2 $segment)) $size }}
config.capture.storage.max-megabytes: {{ $most }} and two files more do not fit into persistence.size, {{ .Values.persistence.size }}. Lower it to {{ sub $size (mul 2 $segment) }}, or make the volume larger.
{{- end }}
{{- include "millrace.checks.copybooks" (dict "root" . "path" "config.capture.workload.objects" "entries" (dig "workload" "objects" list $config.capture)) -}}
{{- $data := dig "workload" "data" "" $config.capture -}}
{{- if and $data (not (include "millrace.hasFile" (dict "root" . "file" $data))) }}
config.capture.workload.data: nothing puts {{ $data }} into the pod. Mount it with extraVolumes and extraVolumeMounts.
{{- end }}
{{- end -}}
