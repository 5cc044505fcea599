{{/*
What the schema cannot see: values that contradict each other, or that would only be noticed by pods that crash. All of them are
reported at once, one line each: path, what is wrong, fix.
*/}}
{{- define "millrace.checks" -}}
{{- $problems := list -}}
{{- range list
    "millrace.checks.configuration"
    "millrace.checks.secrets"
    "millrace.checks.files"
    "millrace.checks.variables"
    "millrace.checks.scaling"
    "millrace.checks.identity"
    "millrace.checks.apis"
    "millrace.checks.canary"
    (printf "%s.checks" .Chart.Name)
-}}
{{- range splitList "\n" (include . $) -}}
{{- $problems = append $problems (trim .) -}}
{{- end -}}
{{- end -}}
{{- $problems = $problems | compact -}}
{{- if $problems -}}
{{- fail (printf "millrace: %s" (join "\nmillrace: " $problems)) -}}
{{- end -}}
{{- end -}}

{{- define "millrace.checks.configuration" -}}
{{- $config := .Values.config -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- $others := include "millrace.unseenVariables" . -}}
{{- if not (or $config.topics $others (include "millrace.hasVariable" (dict "root" . "name" "MILLRACE_TOPICS"))) }}
config.topics: missing. List the topics to read, as in [bank.account].
{{- end }}
{{- if not $config.tables }}
config.tables: missing. Say which table of the source goes to which of the target; docs/configuration.md has the keys.
{{- end }}
{{- if not (or (get $kafka "bootstrap.servers") $others (include "millrace.hasVariable" (dict "root" . "name" "MILLRACE_KAFKA_BOOTSTRAP_SERVERS"))) }}
config.kafka.bootstrap.servers: missing. Say where the brokers are, as in broker-1:9092,broker-2:9092.
{{- end }}
{{- if not (include "millrace.port" . | int) }}
config.observe.port: 0 takes any free port, and probes would not find it. Give a fixed one, or leave it out.
{{- end }}
{{- if has (dig "observe" "host" "" $config) (list "127.0.0.1" "localhost" "::1") }}
config.observe.host: probes come from outside of the pod. Leave it out.
{{- end }}
{{- if hasKey $kafka "group.instance.id" }}
config.kafka.group.instance.id: two pods would have it, at the latest during a rollout. Set staticMembership.enabled: each pod then has its own.
{{- end }}
{{- $strategy := .Values.updateStrategy }}
{{- if and (has (toString $strategy.maxSurge) (list "0" "0%")) (has (toString $strategy.maxUnavailable) (list "0" "0%")) }}
updateStrategy: with maxSurge and maxUnavailable 0 a rollout cannot begin. Raise maxSurge.
{{- end }}
{{- end -}}

{{/* Nothing that a password opens belongs into a ConfigMap. */}}
{{- define "millrace.checks.secrets" -}}
{{- $secrets := .Values.secrets -}}
{{- $target := default dict .Values.config.target -}}
{{- range $key, $value := $target -}}
{{- if and (regexMatch "(password|secret)$" $key) $value }}
config.target.{{ $key }}: would stand in a ConfigMap. Give it as the variable MILLRACE_TARGET_{{ $key | upper | replace "-" "_" }} from a Secret, see secrets.
{{- end }}
{{- end -}}
{{- range $key, $value := include "millrace.kafka" . | fromYaml -}}
{{- $variable := printf "MILLRACE_KAFKA_%s" ($key | upper | replace "." "_" | replace "-" "__") -}}
{{- if or (regexMatch "(password|secret|ssl\\.keystore\\.key)$" $key) (and (regexMatch "jaas\\.config$" $key) (regexMatch "(?i)(password|secret)\\s*=" $value)) }}
config.kafka.{{ $key }}: would stand in a ConfigMap. Give it as the variable {{ $variable }} from a Secret, or as {{ $key }}-file, see secrets.
{{- end }}
{{- end -}}
{{- if and $secrets.values $secrets.existingSecret }}
secrets.values: not together with secrets.existingSecret. Put the values there.
{{- end }}
{{- if and (or $secrets.env $secrets.files) (not (or $secrets.values $secrets.existingSecret)) }}
secrets.existingSecret: missing, and secrets.env or secrets.files take keys from it.
{{- end }}
{{- if $secrets.values }}
{{- range $name, $key := $secrets.env }}
{{- if not (hasKey $secrets.values $key) }}
secrets.env.{{ $name }}: secrets.values has no key {{ $key }}.
{{- end }}
{{- end }}
{{- range $name, $key := $secrets.files }}
{{- if not (hasKey $secrets.values $key) }}
secrets.files.{{ $name }}: secrets.values has no key {{ $key }}.
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* "yes" where something puts a file into the pod. Takes: root, file. */}}
{{- define "millrace.hasFile" -}}
{{- $file := .file -}}
{{- $there := and (hasPrefix "/etc/millrace/" $file) (hasKey (default dict (default dict .root.Values.secrets).files) (trimPrefix "/etc/millrace/" $file)) -}}
{{- if and (hasPrefix "/etc/millrace/copybooks/" $file) (hasKey .root.Values.copybooks (trimPrefix "/etc/millrace/copybooks/" $file)) -}}{{- $there = true -}}{{- end -}}
{{- range .root.Values.extraVolumeMounts -}}
{{- if or (eq $file .mountPath) (hasPrefix (printf "%s/" (trimSuffix "/" .mountPath)) $file) -}}{{- $there = true -}}{{- end -}}
{{- end -}}
{{- if $there -}}yes{{- end -}}
{{- end -}}

{{/* Files that the configuration names and that nobody puts there. */}}
{{- define "millrace.checks.files" -}}
{{- $root := . -}}
{{- $named := dict -}}
{{- range $key, $value := default dict .Values.config.target -}}
{{- if hasSuffix "-file" $key -}}{{- $_ := set $named (printf "config.target.%s" $key) $value -}}{{- end -}}
{{- end -}}
{{- range $key, $value := include "millrace.kafka" . | fromYaml -}}
{{- if or (hasSuffix "-file" $key) (hasSuffix "store.location" $key) -}}{{- $_ := set $named (printf "config.kafka.%s" $key) $value -}}{{- end -}}
{{- end -}}
{{- range $path, $file := $named -}}
{{- if not (include "millrace.hasFile" (dict "root" $root "file" $file)) }}
{{ $path }}: nothing puts {{ $file }} into the pod. Files in /etc/millrace come from secrets.files, others from extraVolumes and extraVolumeMounts.
{{- end }}
{{- end -}}
{{- include "millrace.checks.copybooks" (dict "root" . "path" "config.tables" "entries" .Values.config.tables) -}}
{{- end -}}

{{/* Takes: root, path, entries. */}}
{{- define "millrace.checks.copybooks" -}}
{{- $it := . -}}
{{- range $i, $entry := .entries -}}
{{- range $key := list "copybook" "parent-copybook" -}}
{{- $file := get $entry $key -}}
{{- if and $file (not (include "millrace.hasFile" (dict "root" $it.root "file" $file))) }}
{{ $it.path }}[{{ $i }}].{{ $key }}: nothing puts {{ $file }} into the pod. Files in /etc/millrace/copybooks come from copybooks, others from extraVolumes and extraVolumeMounts.
{{- end }}
{{- end -}}
{{- range $directory := default list (get $entry "copy-path") -}}
{{- $isOfCopybooks := and $it.root.Values.copybooks (eq "/etc/millrace/copybooks" (trimSuffix "/" $directory)) -}}
{{- if not (or $isOfCopybooks (include "millrace.hasFile" (dict "root" $it.root "file" $directory))) }}
{{ $it.path }}[{{ $i }}].copy-path: nothing puts {{ $directory }} into the pod. What a copybook copies is looked for beside it first: name it in copybooks, or mount the directory with extraVolumes and extraVolumeMounts.
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "millrace.checks.variables" -}}
{{- $seen := dict -}}
{{- $fixed := list "MILLRACE_NAME" "MILLRACE_KAFKA_GROUP_ID" "MILLRACE_KAFKA_GROUP_INSTANCE_ID" "MILLRACE_OBSERVE_HOST" "MILLRACE_OBSERVE_PORT" "MILLRACE_ENGINE_DRAIN_BUDGET" "MILLRACE_ENGINE_REVOKE_BUDGET" "MILLRACE_ENGINE_TERMINATION_GRACE" "MILLRACE_LISTEN_HOST" "MILLRACE_LISTEN_PORT" -}}
{{- range .Values.extraEnv -}}
{{- if has .name $fixed }}
extraEnv: {{ .name }} would go past what the chart derives from it. Set {{ ternary "staticMembership.enabled" "the key in config" (eq .name "MILLRACE_KAFKA_GROUP_INSTANCE_ID") }}.
{{- end }}
{{- if or (hasKey $seen .name) (hasKey $.Values.secrets.env .name) (and (eq .name "JDK_JAVA_OPTIONS") (ne $.Values.javaOptions "")) }}
extraEnv: {{ .name }} is given twice. Leave one out.
{{- end }}
{{- $_ := set $seen .name true -}}
{{- end -}}
{{- range $place := list "env" "values" -}}
{{- range $name := keys (get $.Values.secrets $place) | sortAlpha -}}
{{- if has $name $fixed }}
secrets.{{ $place }}: {{ $name }} would go past what the chart derives from it. Set {{ ternary "staticMembership.enabled" "the key in config" (eq $name "MILLRACE_KAFKA_GROUP_INSTANCE_ID") }}.
{{- end }}
{{- end -}}
{{- end -}}
{{- range $place := list (list "extraEnv" "workload" .Values.extraEnv) (list "canary.extraEnv" "test's pod" (default dict .Values.canary).extraEnv) -}}
{{- range last $place -}}
{{- if include "millrace.isSecret" . }}
{{ first $place }}: the value of {{ .name }} would stand in the {{ index $place 1 }}. Take it from a Secret by valueFrom, or see secrets.
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* "yes" where a variable carries a secret itself. One in which Kubernetes puts another variable, as in $(LOGIN), does not. Takes: name, value. */}}
{{- define "millrace.isSecret" -}}
{{- $value := default "" .value -}}
{{- $named := regexMatch "(PASSWORD|SECRET|SSL_KEYSTORE_KEY)$|^AWS_(SECRET_ACCESS_KEY|SESSION_TOKEN)$" .name -}}
{{- $within := and (hasSuffix "JAAS_CONFIG" .name) (regexMatch "(?i)(password|secret)\\s*=" $value) -}}
{{- if and $value (or $named $within) (not (contains "$(" $value)) -}}yes{{- end -}}
{{- end -}}

{{- define "millrace.checks.scaling" -}}
{{- $values := .Values -}}
{{- if and $values.autoscaling.enabled $values.keda.enabled }}
keda.enabled: not together with autoscaling.enabled, both would set the number of replicas. Leave one of them off.
{{- end }}
{{- if and $values.autoscaling.enabled (not (dig "requests" "cpu" "" $values.resources)) }}
autoscaling.enabled: it goes by the share of the CPU that is requested. Set resources.requests.cpu.
{{- end }}
{{- $budget := $values.podDisruptionBudget }}
{{- if and $budget.enabled (kindIs "invalid" $budget.minAvailable) (kindIs "invalid" $budget.maxUnavailable) }}
podDisruptionBudget: neither maxUnavailable nor minAvailable is given. Set maxUnavailable, or enabled to false.
{{- end }}
{{- end -}}

{{- define "millrace.checks.identity" -}}
{{- $account := .Values.serviceAccount -}}
{{- if and $account.irsa.roleArn (not $account.create) }}
serviceAccount.irsa.roleArn: the chart does not make the service account. Annotate it yourself with eks.amazonaws.com/role-arn.
{{- end }}
{{- if and $account.irsa.roleArn $account.podIdentity.enabled }}
serviceAccount.podIdentity.enabled: not together with serviceAccount.irsa.roleArn, which would win. Leave one of them out.
{{- end }}
{{- end -}}

{{- define "millrace.checks.apis" -}}
{{- $values := .Values -}}
{{- if and $values.serviceMonitor.enabled $values.podMonitor.enabled }}
podMonitor.enabled: not together with serviceMonitor.enabled, every series would be there twice. Leave one of them off.
{{- end }}
{{- if or $values.serviceMonitor.enabled $values.podMonitor.enabled }}
{{ include "millrace.missingApi" (dict "root" . "api" "monitoring.coreos.com/v1" "path" (ternary "serviceMonitor.enabled" "podMonitor.enabled" $values.serviceMonitor.enabled) "from" "Prometheus' operator") }}
{{- end }}
{{- if (default dict $values.keda).enabled }}
{{ include "millrace.missingApi" (dict "root" . "api" "keda.sh/v1alpha1" "path" "keda.enabled" "from" "KEDA") }}
{{- end }}
{{- end -}}

{{- define "millrace.checks.canary" -}}
{{- $canary := .Values.canary -}}
{{- if $canary.enabled -}}
{{- $table := dict -}}
{{- range .Values.config.tables -}}
{{- if eq .source $canary.table -}}{{- $table = . -}}{{- end -}}
{{- end -}}
{{- if not $table }}
canary.table: "{{ $canary.table }}" is no source of config.tables. Add the canary's table there, or set canary.enabled to false.
{{- else if and (not $table.topic) (gt (len (default list .Values.config.topics)) 1) }}
canary.table: "{{ $canary.table }}" could be on any of {{ join ", " .Values.config.topics }}. Name its topic in config.tables, as topic.
{{- end }}
{{- $columns := list -}}
{{- range $column, $value := $canary.values -}}
{{- $columns = append $columns (lower $column | replace "-" "_") -}}
{{- end -}}
{{- range $table.key -}}
{{- if not (has (lower . | replace "-" "_") $columns) }}
canary.values: the key's column {{ . }} has no value. Add it.
{{- end }}
{{- end -}}
{{- if and $canary.secretKeys (not $canary.existingSecret) }}
canary.existingSecret: missing, and canary.secretKeys are keys of it.
{{- end }}
{{- range $canary.secretKeys -}}
{{- if not (has . (concat (values $.Values.secrets.env) (values $.Values.secrets.files))) }}
canary.secretKeys: neither secrets.env nor secrets.files takes {{ . }}. Leave it out.
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
