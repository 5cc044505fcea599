{{/*
Headless: nobody balances load over connectors, each has metrics of its own. Pods that are not ready are named too: it is those whose
metrics are wanted.
*/}}
{{- define "millrace.service" -}}
apiVersion: v1
kind: Service
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .) "annotations" .Values.service.annotations) }}
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "millrace.workloadLabels" . | nindent 4 }}
  ports:
    - name: metrics
      port: {{ include "millrace.port" . }}
      targetPort: metrics
      protocol: TCP
{{- end -}}

{{/* The ports in a list of addresses, as a map with the list `ports`. Takes: addresses (a list), otherwise (a port). */}}
{{- define "millrace.portsOf" -}}
{{- $ports := list -}}
{{- $otherwise := .otherwise -}}
{{- range .addresses -}}
{{- $port := regexFind ":[0-9]+$" (toString . | trim) | trimPrefix ":" -}}
{{- $ports = append $ports (default $otherwise $port | int) -}}
{{- end -}}
{{- toYaml (dict "ports" ($ports | uniq)) -}}
{{- end -}}

{{/* One rule of egress. Takes: ports, to (both lists). */}}
{{- define "millrace.egress" -}}
- ports:
    {{- range .ports }}
    - protocol: TCP
      port: {{ . | int }}
    {{- end }}
  {{- with .to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/*
"yes" where pods may have to fetch a role's credentials from STS: somebody else may have annotated the service account, and the chart
does not see it; the login to Kafka may go on from the role that is found to another.
*/}}
{{- define "millrace.callsSts" -}}
{{- $account := .Values.serviceAccount -}}
{{- $annotated := or $account.irsa.roleArn (hasKey $account.annotations "eks.amazonaws.com/role-arn") -}}
{{- $otherwise := or $account.podIdentity.enabled (include "millrace.hasVariable" (dict "root" . "name" "AWS_ACCESS_KEY_ID")) -}}
{{- $another := contains "awsRoleArn" (default "" (get (include "millrace.kafka" . | fromYaml) "sasl.jaas.config")) -}}
{{- if or $annotated $another (and (include "millrace.needsAws" .) (not $otherwise)) -}}yes{{- end -}}
{{- end -}}

{{/* Metrics and status. Takes: ports, from (both lists). */}}
{{- define "millrace.ingress.metrics" -}}
# Metrics and status. The kubelet's probes come from the node, which is always allowed.
- ports:
    {{- range .ports }}
    - protocol: TCP
      port: {{ . }}
    {{- end }}
  from:
    {{- with .from }}
    {{- toYaml . | nindent 4 }}
    {{- else }}
    - namespaceSelector: {}
    {{- end }}
{{- end -}}

{{/* Takes where DNS is, a list. */}}
{{- define "millrace.egress.dns" -}}
# DNS
- ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
  {{- with . }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* What gives AWS' credentials. */}}
{{- define "millrace.egress.aws" -}}
{{- if include "millrace.callsSts" . }}
# STS, which gives the role's credentials
- ports:
    - protocol: TCP
      port: 443
{{- end }}
{{- if .Values.serviceAccount.podIdentity.enabled }}
# The agent of EKS Pod Identity, on the node
- ports:
    - protocol: TCP
      port: 80
  to:
    - ipBlock:
        cidr: 169.254.170.23/32
    - ipBlock:
        cidr: fd00:ec2::23/128
{{- end }}
{{- end -}}

{{/* For the connector's pods and the canary's. */}}
{{- define "millrace.networkpolicy" -}}
{{- $policy := .Values.networkPolicy -}}
{{- $servers := splitList "," (default "" (get (include "millrace.kafka" . | fromYaml) "bootstrap.servers")) | compact -}}
{{- $kafka := default (get (include "millrace.portsOf" (dict "addresses" $servers "otherwise" 9092) | fromYaml) "ports") $policy.kafka.ports -}}
{{- if not $kafka -}}
{{- fail "millrace: networkPolicy.kafka.ports: the brokers' addresses are in no value. Give the ports." -}}
{{- end -}}
{{- $target := default (get (include (printf "%s.ports" .Chart.Name) . | fromYaml) "ports") $policy.target.ports -}}
{{- if not $target -}}
{{- fail "millrace: networkPolicy.target.ports: the target's address is in no value. Give the ports." -}}
{{- end -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .)) }}
spec:
  podSelector:
    matchLabels:
      {{- include "millrace.selectorLabels" . | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    {{- include "millrace.ingress.metrics" (dict "ports" (list (include "millrace.port" .)) "from" $policy.metricsFrom) | nindent 4 }}
  egress:
    {{- include "millrace.egress.dns" $policy.dns.to | nindent 4 }}
    # Kafka
    {{- include "millrace.egress" (dict "ports" $kafka "to" $policy.kafka.to) | nindent 4 }}
    # The target
    {{- include "millrace.egress" (dict "ports" $target "to" $policy.target.to) | nindent 4 }}
    {{- include "millrace.egress.aws" . | nindent 4 }}
    {{- with $policy.extraEgress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}
