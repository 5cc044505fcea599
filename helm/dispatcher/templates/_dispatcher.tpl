{{/* The Dispatcher. It stores nothing: any number of them may run, in any cluster that reaches Kafka. */}}

{{- define "dispatcher.stages" -}}
stages:
  - {{ include "millrace.stage" (dict "root" . "stage" "dispatcher" "path" "config" "config" .Values.config "metrics" "metrics" "port" 9407) }}
{{- end -}}

{{- define "dispatcher.all" -}}
{{- include "millrace.stage.checks" (dict "root" . "checks" (list "millrace.checks.secrets" "millrace.checks.files" "millrace.checks.variables" "dispatcher.checks")) -}}
{{- $values := .Values -}}
{{- include "millrace.stage.objects" (dict "root" . "objects" (list
    (list true "millrace.stage.configmap")
    (list (not (empty $values.copybooks)) "millrace.copybooks")
    (list (not (empty $values.secrets.values)) "millrace.secret")
    (list $values.serviceAccount.create "millrace.serviceaccount")
    (list true "dispatcher.service")
    (list true "millrace.stage.metricsService")
    (list true "dispatcher.deployment")
    (list $values.podDisruptionBudget.enabled "millrace.budget")
    (list $values.serviceMonitor.enabled "millrace.stage.servicemonitor")
    (list $values.podMonitor.enabled "millrace.stage.podmonitor")
    (list $values.networkPolicy.enabled "dispatcher.networkpolicy")
)) -}}
{{- end -}}

{{- define "dispatcher.port" -}}
{{- dig "listen" "port" 7400 .Values.config | int -}}
{{- end -}}

{{/* What Publishers connect to. Metrics have a service of their own: this one may be seen from outside. */}}
{{- define "dispatcher.service" -}}
{{- $service := .Values.service -}}
apiVersion: v1
kind: Service
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" "publishers" "annotations" $service.annotations) }}
spec:
  type: {{ $service.type }}
  {{- with $service.loadBalancerSourceRanges }}
  loadBalancerSourceRanges:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  selector:
    {{- include "millrace.workloadLabels" . | nindent 4 }}
  ports:
    - name: publishers
      port: {{ $service.port }}
      targetPort: publishers
      protocol: TCP
      {{- with $service.nodePort }}
      nodePort: {{ . }}
      {{- end }}
{{- end -}}

{{- define "dispatcher.deployment" -}}
apiVersion: apps/v1
kind: Deployment
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .) "annotations" .Values.annotations) }}
spec:
  replicas: {{ .Values.replicaCount }}
  revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
  progressDeadlineSeconds: {{ .Values.progressDeadlineSeconds }}
  # A new pod first: Publishers that lose the old one find it.
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "millrace.workloadLabels" . | nindent 6 }}
  template:
    {{- include "millrace.stage.podTemplate" (dict "root" . "containers" (include "dispatcher.container" .)) | nindent 4 }}
{{- end -}}

{{- define "dispatcher.container" -}}
{{- $listen := dict "name" "publishers" "containerPort" (include "dispatcher.port" . | int) "protocol" "TCP" -}}
{{- $stage := first (include "dispatcher.stages" . | fromYaml).stages -}}
{{- include "millrace.stage.container" (dict "root" . "stage" $stage "probes" .Values.probes "resources" .Values.resources "ports" (list $listen)) -}}
{{- end -}}

{{- define "dispatcher.networkpolicy" -}}
{{- $policy := .Values.networkPolicy -}}
{{- $servers := splitList "," (default "" (get (include "millrace.kafka" . | fromYaml) "bootstrap.servers")) | compact -}}
{{- $kafka := default (get (include "millrace.portsOf" (dict "addresses" $servers "otherwise" 9092) | fromYaml) "ports") $policy.kafka.ports -}}
{{- if not $kafka -}}
{{- fail "millrace: networkPolicy.kafka.ports: the brokers' addresses are in no value. Give the ports." -}}
{{- end -}}
{{ include "millrace.stage.networkpolicy" . }}
    # Publishers
    - ports:
        - protocol: TCP
          port: {{ include "dispatcher.port" . }}
      {{- with $policy.publishersFrom }}
      from:
        {{- toYaml . | nindent 8 }}
      {{- end }}
  egress:
    {{- include "millrace.egress.dns" $policy.dns.to | nindent 4 }}
    # Kafka
    {{- include "millrace.egress" (dict "ports" $kafka "to" $policy.kafka.to) | nindent 4 }}
    {{- include "millrace.egress.aws" . | nindent 4 }}
    {{- with $policy.extraEgress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* Whether something else than Kafka asks for an AWS identity. */}}
{{- define "dispatcher.usesAws" -}}
{{- end -}}

{{- define "dispatcher.checks" -}}
{{- $config := .Values.config -}}
{{- $others := include "millrace.unseenVariables" . -}}
{{- if not (or (get (include "millrace.kafka" . | fromYaml) "bootstrap.servers") $others (include "millrace.hasVariable" (dict "root" . "name" "MILLRACE_KAFKA_BOOTSTRAP_SERVERS"))) }}
config.kafka.bootstrap.servers: missing. Say where the brokers are, as in broker-1:9092,broker-2:9092.
{{- end }}
{{- if not $config.objects }}
config.objects: missing. List tables, segments and files, each with object, topic and key.
{{- end }}
{{- if not (include "dispatcher.port" . | int) }}
config.listen.port: 0 takes any free port, and the service would not find it. Give a fixed one, or leave it out.
{{- end }}
{{- if has (dig "listen" "host" "" $config) (list "127.0.0.1" "localhost" "::1") }}
config.listen.host: Publishers come from outside of the pod. Leave it out.
{{- end }}
{{- if eq (include "dispatcher.port" . | int) (int (first (include "dispatcher.stages" . | fromYaml).stages).port) }}
config.observe.port: {{ include "dispatcher.port" . }} is that of the Publishers. Give another one.
{{- end }}
{{- $tls := default dict $config.tls }}
{{- if and (has $tls.mode (list "server" "mutual")) (not (get $tls "key-file")) }}
config.tls.key-file: missing, and Publishers are to see a certificate. Give certificate-file and key-file.
{{- end }}
{{- if and (eq (default "none" $tls.mode) "mutual") (not (get $tls "ca-file")) }}
config.tls.ca-file: missing, and anybody with a certificate of a public authority could publish. Give the authority of the Publishers' certificates.
{{- end }}
{{- $budget := .Values.podDisruptionBudget }}
{{- if and $budget.enabled (kindIs "invalid" $budget.minAvailable) (kindIs "invalid" $budget.maxUnavailable) }}
podDisruptionBudget: neither maxUnavailable nor minAvailable is given. Set maxUnavailable, or enabled to false.
{{- end }}
{{- include "millrace.checks.copybooks" (dict "root" . "path" "config.objects" "entries" $config.objects) -}}
{{- end -}}
