{{- define "millrace.replicas" -}}
{{- if not (or .Values.autoscaling.enabled .Values.keda.enabled (kindIs "invalid" .Values.replicaCount)) -}}
replicas: {{ .Values.replicaCount }}
{{- end -}}
{{- end -}}

{{/*
A new pod first, then an old one goes: with the group's partitions shared anew either way, this order costs no capacity, and a pod
that never becomes ready replaces none.
*/}}
{{- define "millrace.deployment" -}}
apiVersion: apps/v1
kind: Deployment
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .) "annotations" .Values.annotations) }}
spec:
  {{- include "millrace.replicas" . | nindent 2 }}
  revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
  progressDeadlineSeconds: {{ .Values.progressDeadlineSeconds }}
  minReadySeconds: {{ .Values.updateStrategy.minReadySeconds }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: {{ .Values.updateStrategy.maxSurge }}
      maxUnavailable: {{ .Values.updateStrategy.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" . | nindent 6 }}
  template:
    {{- include "millrace.podTemplate" . | nindent 4 }}
{{- end -}}

{{/* Pods keep their names, and by them their partitions; they start all at once, since none depends on another. */}}
{{- define "millrace.statefulset" -}}
apiVersion: apps/v1
kind: StatefulSet
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .) "annotations" .Values.annotations) }}
spec:
  {{- include "millrace.replicas" . | nindent 2 }}
  revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
  {{- if semverCompare ">=1.25-0" .Capabilities.KubeVersion.Version }}
  minReadySeconds: {{ .Values.updateStrategy.minReadySeconds }}
  {{- end }}
  serviceName: {{ include "millrace.fullname" . }}
  podManagementPolicy: Parallel
  updateStrategy:
    type: RollingUpdate
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" . | nindent 6 }}
  template:
    {{- include "millrace.podTemplate" . | nindent 4 }}
{{- end -}}
