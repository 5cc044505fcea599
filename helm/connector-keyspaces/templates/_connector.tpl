{{/* What Amazon Keyspaces and Cassandra have of their own. */}}

{{- define "connector-keyspaces.service" -}}
{{- dig "target" "service" "keyspaces" .Values.config -}}
{{- end -}}

{{- define "connector-keyspaces.ports" -}}
{{- $service := include "connector-keyspaces.service" . -}}
{{- $points := default list (get (default dict .Values.config.target) "contact-points") -}}
{{- $ports := get (include "millrace.portsOf" (dict "addresses" $points "otherwise" (ternary 9142 9042 (eq $service "keyspaces"))) | fromYaml) "ports" -}}
{{- if and $ports (eq $service "keyspaces") (dig "target" "auto-create" false .Values.config) -}}
{{- $ports = append $ports 443 | uniq -}}
{{- end -}}
{{- toYaml (dict "ports" $ports) -}}
{{- end -}}

{{- define "connector-keyspaces.address" -}}
{{- $target := default dict .Values.config.target -}}
{{- $service := include "connector-keyspaces.service" . -}}
{{ ternary "Amazon Keyspaces" "Cassandra" (eq $service "keyspaces") }} at {{ join "," (default (list "(from a variable)") (get $target "contact-points")) }}, keyspace {{ default "(from a variable)" $target.keyspace }}, {{ with $target.user }}as {{ . }}{{ else }}{{ ternary "signed requests" "without login" (eq $service "keyspaces") }}{{ end }}
{{- end -}}

{{- define "connector-keyspaces.usesAws" -}}
{{- if and (eq (include "connector-keyspaces.service" .) "keyspaces") (not (dig "target" "user" "" .Values.config)) -}}yes{{- end -}}
{{- end -}}

{{- define "connector-keyspaces.checks" -}}
{{- $target := default dict .Values.config.target -}}
{{- $variables := include "millrace.unseenVariables" . -}}
{{- $service := include "connector-keyspaces.service" . -}}
{{- range $key := list "contact-points" "local-datacenter" "keyspace" }}
{{- $variable := printf "MILLRACE_TARGET_%s" ($key | upper | replace "-" "_") }}
{{- if not (or (get $target $key) $variables (include "millrace.hasVariable" (dict "root" $ "name" $variable))) }}
config.target.{{ $key }}: missing. See docs/keyspaces.md.
{{- end }}
{{- end }}
{{- if and (eq $service "keyspaces") (eq (toString (get $target "tls")) "false") }}
config.target.tls: Amazon Keyspaces takes no connection without it. Leave it out, or set service to cassandra.
{{- end }}
{{- if and (eq $service "cassandra") (get $target "control-endpoint") }}
config.target.control-endpoint: Cassandra has no control plane. Leave it out.
{{- end }}
{{- range $i, $table := .Values.config.tables }}
{{- if not $table.columns }}
config.tables[{{ $i }}].columns: missing. List them with their types.
{{- end }}
{{- range default list (get $table "partition-key") }}
{{- if not (has . (default list $table.key)) }}
config.tables[{{ $i }}].partition-key: {{ . }} is no column of the key. Take one of {{ join ", " $table.key }}.
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "connector-keyspaces.warnings" -}}
{{- $target := default dict .Values.config.target -}}
{{- $service := include "connector-keyspaces.service" . -}}
{{- if and (eq $service "cassandra") (eq (toString (get $target "tls")) "false") }}
config.target.tls: off. Rows and the login cross the network as they are.
{{- end }}
{{- if and (eq $service "cassandra") (get $target "auto-create") (lt (get $target "replicas" | default 3 | int) 3) }}
config.target.replicas: {{ get $target "replicas" | int }}. Quorums of fewer than three copies do not survive the loss of a node.
{{- end }}
{{- if and (eq $service "keyspaces") (get $target "user") }}
config.target.user: service-specific credentials do not expire. Without a user, requests are signed with the pods' role.
{{- end }}
{{- end -}}
