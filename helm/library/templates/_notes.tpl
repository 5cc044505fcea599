{{/* What is in force, what to do with it, and what is risky. */}}
{{- define "millrace.notes" -}}
{{- $values := .Values -}}
{{- $config := $values.config -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- $name := include "millrace.fullname" . -}}
{{- $kind := include "millrace.workloadKind" . | lower -}}
{{- $grace := include "millrace.grace" . | fromYaml -}}
{{- $partitions := include "millrace.partitions" . | int -}}
{{- $space := .Release.Namespace -}}
{{ $name }} replicates to {{ include "millrace.target" . }}.

In force
  consumer group  {{ include "millrace.group" . }}
                  for this release alone: one of the same name in another namespace takes half of the changes away
  topics          {{ join ", " (default (list "(from a variable)") $config.topics) }}
  brokers         {{ default "(from a variable)" (get $kafka "bootstrap.servers") }} ({{ default "PLAINTEXT" (get $kafka "security.protocol") }}{{ with get $kafka "sasl.mechanism" }}, {{ . }}{{ end }})
  target          {{ include (printf "%s.address" .Chart.Name) . }}
  tables          {{ range $i, $table := $config.tables }}{{ if $i }}, {{ end }}{{ $table.source }} -> {{ $table.target }}{{ end }}
  replicas        {{ include "millrace.notes.replicas" . }}
  partitions      {{ if $partitions }}{{ $partitions }}, the most replicas that have work{{ else }}not known (topics.partitions){{ end }}
  lanes           {{ dig "engine" "lanes" 4 $config }} in each pod
  members         {{ if $values.staticMembership.enabled }}static: a pod that comes back in time keeps its partitions{{ else }}dynamic: partitions move when a pod goes{{ end }}
  grace           {{ $grace.pod }} s to drain and commit; {{ $grace.needed }} s are needed
  probes          startup {{ ternary "/livez" "off" $values.probes.startup.enabled }}, liveness {{ ternary "/livez" "off" $values.probes.liveness.enabled }}, readiness {{ ternary "/readyz" "off" $values.probes.readiness.enabled }}, port {{ include "millrace.port" . }}
  image           {{ include "millrace.image" . }}
  AWS role        {{ include "millrace.notes.role" . }}

What to do
  see it work     kubectl -n {{ $space }} rollout status {{ $kind }}/{{ $name }}
                  kubectl -n {{ $space }} logs {{ $kind }}/{{ $name }}
  why it waits    kubectl -n {{ $space }} port-forward {{ $kind }}/{{ $name }} {{ include "millrace.port" . }} & curl -s http://127.0.0.1:{{ include "millrace.port" . }}/status
{{- if or $values.autoscaling.enabled $values.keda.enabled }}
  scale           by itself; between two numbers in {{ ternary "autoscaling" "keda" $values.autoscaling.enabled }}.minReplicas and maxReplicas
{{- else }}
  scale           kubectl -n {{ $space }} scale {{ $kind }}/{{ $name }} --replicas={{ if $partitions }}{{ $partitions }}{{ else }}N{{ end }}{{ if not (kindIs "invalid" $values.replicaCount) }}    (an upgrade goes back to replicaCount){{ end }}
{{- end }}
{{- if $values.canary.enabled }}
  test            helm -n {{ $space }} test {{ .Release.Name }} --logs    (table {{ $values.canary.table }})
{{- else }}
  test            set canary.enabled, canary.table and canary.values; then helm -n {{ $space }} test {{ .Release.Name }} --logs
{{- end }}
{{- if $values.dashboard.enabled }}
  dashboard       ConfigMap {{ $name }}-dashboard in namespace {{ default $space $values.dashboard.namespace }}, for Grafana's sidecar
{{- else }}
  dashboard       dashboard.enabled, in one release of the cluster
{{- end }}
{{- if not (or $values.serviceMonitor.enabled $values.podMonitor.enabled) }}
  metrics         http://POD:{{ include "millrace.port" . }}/metrics; serviceMonitor.enabled or podMonitor.enabled with Prometheus' operator
{{- end }}
{{- with $values.serviceAccount.podIdentity }}
{{- if .enabled }}
  Pod Identity    docs/iam/role --name {{ default $name .roleArn | regexFind "[^/]*$" }} --eks {{ default "CLUSTER" .clusterName }} --namespace {{ $space }} --service-account {{ include "millrace.serviceAccountName" $ }} --group {{ include "millrace.group" $ }}{{ range default (list "TOPIC") $config.topics }} --topic {{ . }}{{ end }} --msk-arn ARN --policy POLICY
                  makes role, policies and association in one, see docs/iam/README.md; the association alone, of a role that is there:
                  aws eks create-pod-identity-association --cluster-name {{ default "CLUSTER" .clusterName }} --namespace {{ $space }} \
                      --service-account {{ include "millrace.serviceAccountName" $ }} --role-arn {{ default "ROLE" .roleArn }}
{{- end }}
{{- end }}
{{- $warnings := splitList "\n" (printf "%s\n%s" (include "millrace.warnings" .) (include (printf "%s.warnings" .Chart.Name) .)) | compact }}
{{- if $warnings }}

WARNINGS
{{- range $warnings }}
{{- with trim . }}
  ! {{ . }}
{{- end }}
{{- end }}
{{- end }}
{{ end -}}

{{- define "millrace.notes.replicas" -}}
{{- if .Values.autoscaling.enabled -}}
{{ .Values.autoscaling.minReplicas }} to {{ include "millrace.maxReplicas" (dict "root" . "path" "autoscaling" "scaling" .Values.autoscaling) }}, by CPU
{{- else if .Values.keda.enabled -}}
{{ .Values.keda.minReplicas }} to {{ include "millrace.maxReplicas" (dict "root" . "path" "keda" "scaling" .Values.keda) }}, by lag
{{- else -}}
{{ include "millrace.fixedReplicas" . }}{{ if kindIs "invalid" .Values.replicaCount }}, for kubectl scale to change{{ end }}
{{- end -}}
{{- end -}}

{{- define "millrace.notes.role" -}}
{{- with .Values.serviceAccount -}}
{{- if .irsa.roleArn -}}{{ .irsa.roleArn }} (IRSA)
{{- else if .podIdentity.enabled -}}{{ default "of the association" .podIdentity.roleArn }} (Pod Identity)
{{- else -}}none
{{- end -}}
{{- end -}}
{{- end -}}

{{/* "yes" where the brokers or the target ask for an AWS identity. */}}
{{- define "millrace.needsAws" -}}
{{- $iam := eq (default "" (get (include "millrace.kafka" . | fromYaml) "sasl.mechanism")) "AWS_MSK_IAM" -}}
{{- if or $iam (include (printf "%s.usesAws" .Chart.Name) .) -}}yes{{- end -}}
{{- end -}}

{{/* "yes" where an AWS identity is needed and the values give none. */}}
{{- define "millrace.lacksRole" -}}
{{- $account := .Values.serviceAccount -}}
{{- $given := or $account.irsa.roleArn $account.podIdentity.enabled (not $account.create) (hasKey $account.annotations "eks.amazonaws.com/role-arn") -}}
{{- $given = or $given (include "millrace.unseenVariables" .) (include "millrace.hasVariable" (dict "root" . "name" "AWS_ACCESS_KEY_ID")) -}}
{{- if and (include "millrace.needsAws" .) (not $given) -}}yes{{- end -}}
{{- end -}}

{{/* MiB of a quantity of memory; a large number where it is written in a way that nobody uses for memory. */}}
{{- define "millrace.mebibytes" -}}
{{- $amount := regexFind "^[0-9]+([.][0-9]+)?" . | float64 -}}
{{- $unit := regexReplaceAll "^[0-9.]+" . "" -}}
{{- $bytes := dict "" 1 "k" 1000 "K" 1000 "Ki" 1024 "M" 1000000 "Mi" 1048576 "G" 1000000000 "Gi" 1073741824 -}}
{{- if hasKey $bytes $unit -}}
{{- divf (mulf $amount (get $bytes $unit)) 1048576 | floor | int -}}
{{- else -}}
1048576
{{- end -}}
{{- end -}}

{{/* One line for each risk: what, and what it means. */}}
{{- define "millrace.warnings" -}}
{{- $values := .Values -}}
{{- $config := $values.config -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- $partitions := include "millrace.partitions" . | int -}}
{{- $fixed := not (or $values.autoscaling.enabled $values.keda.enabled) -}}
{{- $replicas := include "millrace.fixedReplicas" . | int -}}
{{- $least := ternary $replicas (ternary ($values.autoscaling.minReplicas | int) ($values.keda.minReplicas | int) $values.autoscaling.enabled) $fixed -}}
{{- if and $fixed (eq $replicas 0) }}
replicaCount: no replica, nothing is replicated.
{{- else if and $fixed (eq $replicas 1) }}
replicaCount: one replica. While its pod is moved or its node is lost, nothing is replicated.
{{- end }}
{{- if and $fixed $partitions (gt $replicas $partitions) }}
replicaCount: {{ $replicas }} replicas for {{ $partitions }} partitions. The rest has nothing to read and only stands by.
{{- end }}
{{- if and $fixed (not $partitions) (gt $replicas 1) }}
topics.partitions: not known. Replicas beyond the partitions have nothing to read.
{{- end }}
{{- if and $values.keda.enabled (eq (int $values.keda.minReplicas) 0) }}
keda.minReplicas: 0. The first change after a silence waits for KEDA and for a start.
{{- end }}
{{- $budget := $values.podDisruptionBudget }}
{{- if not $budget.enabled }}
podDisruptionBudget: off. A drain may take all pods at once.
{{- else if or (has (toString $budget.minAvailable) (list "100%" (toString $least))) (and (kindIs "invalid" $budget.minAvailable) (has (toString $budget.maxUnavailable) (list "0" "0%"))) }}
podDisruptionBudget: no pod may be missing. Drains of nodes will wait for ever.
{{- else if and (not (kindIs "invalid" $budget.minAvailable)) (not (hasSuffix "%" (toString $budget.minAvailable))) (gt (int $budget.minAvailable) $least) }}
podDisruptionBudget: minAvailable is more than there are replicas. Drains of nodes will wait for ever.
{{- else if and (hasSuffix "%" (toString $budget.minAvailable)) (gt $least 0) (ge (div (add (mul (trimSuffix "%" (toString $budget.minAvailable) | int) $least) 99) 100) $least) }}
podDisruptionBudget: minAvailable {{ $budget.minAvailable }} of {{ $least }}, rounded up, is all of them. Drains of nodes will wait for ever.
{{- end }}
{{- if has (default "PLAINTEXT" (get $kafka "security.protocol") | upper) (list "PLAINTEXT" "SASL_PLAINTEXT") }}
config.kafka.security.protocol: not encrypted. Rows{{ ternary " and the login" "" (eq (default "" (get $kafka "security.protocol") | upper) "SASL_PLAINTEXT") }} cross the network as they are.
{{- end }}
{{- $engine := default dict $config.engine }}
{{- if hasKey $engine "poison-limit" }}
{{- if eq (int (get $engine "poison-limit")) 0 }}
config.engine.poison-limit: 0. Dead letters are off: the first bad record stops the connector.
{{- else if ge (int (get $engine "poison-limit")) 1000 }}
config.engine.poison-limit: {{ get $engine "poison-limit" | int }} of 1,000. A wrong mapping can drain whole topics into the dead letters.
{{- end }}
{{- end }}
{{- $letters := default dict (get $config "dead-letter-defaults") }}
{{- if lt (get $letters "replication" | default 1 | int) 2 }}
config.dead-letter-defaults.replication: 1. A broker's loss can take the dead letters with it.
{{- end }}
{{- if ne (get $letters "retention" | default "infinite") "infinite" }}
config.dead-letter-defaults.retention: {{ get $letters "retention" }}. A dead letter that nobody has read by then is lost.
{{- end }}
{{- if eq (get $engine "on-gap" | default "stop") "continue" }}
config.engine.on-gap: continue. Where changes are gone from a topic, it goes on without them.
{{- end }}
{{- if not (or (dig "format" "tags" "ordinal" "" $config) (eq (dig "format" "type" "" $config) "raw")) }}
config.format.tags.ordinal: not given. Offsets stand in for it: changes that are published twice look new, see docs/configuration.md.
{{- end }}
{{- if and (eq (default .Chart.AppVersion $values.image.tag) "latest") (not $values.image.digest) }}
image.tag: latest. Nobody can say what runs, nor roll back to it.
{{- end }}
{{- if $values.secrets.values }}
secrets.values: secrets stand in the values, and so in the release's history. Take secrets.existingSecret. After a change: kubectl -n {{ .Release.Namespace }} rollout restart {{ include "millrace.workloadKind" . | lower }}/{{ include "millrace.fullname" . }}
{{- end }}
{{- $limit := dig "limits" "memory" "" $values.resources | toString }}
{{- $inFlight := get $engine "in-flight-megabytes" | default 64 | int }}
{{- if not $limit }}
resources.limits.memory: none. Half of the node's memory becomes heap.
{{- else if gt (mul 8 $inFlight) (include "millrace.mebibytes" $limit | int) }}
resources.limits.memory: {{ $limit }}, of which half is heap. engine.in-flight-megabytes ({{ $inFlight }}) is more than a quarter of the heap, and rows take more than their records. Set it to {{ max 1 (div (include "millrace.mebibytes" $limit | int) 8) }}.
{{- end }}
{{- range $probe, $setting := $values.probes }}
{{- if not $setting.enabled }}
probes.{{ $probe }}: off. {{ get (dict "startup" "Liveness counts from the first second." "liveness" "A connector that stands still is not restarted." "readiness" "Rollouts go on before a pod is in its group.") $probe }}
{{- end }}
{{- end }}
{{- $pod := $values.podSecurityContext }}
{{- $container := $values.securityContext }}
{{- if or (not $pod.runAsNonRoot) $container.privileged $container.allowPrivilegeEscalation (not (has "ALL" (dig "capabilities" "drop" list $container))) (ne (dig "seccompProfile" "type" "" $pod) "RuntimeDefault") }}
securityContext: less than the restricted pod security standard asks for.
{{- end }}
{{- if not $container.readOnlyRootFilesystem }}
securityContext.readOnlyRootFilesystem: off. The image needs no place to write but /tmp.
{{- end }}
{{- if include "millrace.lacksRole" . }}
serviceAccount: an AWS identity is needed and none is given. Pods take that of their node, if they may.
{{- end }}
{{- end -}}
