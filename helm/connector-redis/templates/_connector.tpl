{{/* What Redis has of its own. */}}

{{- define "connector-redis.ports" -}}
{{- $nodes := default list (get (default dict .Values.config.target) "nodes") -}}
{{- include "millrace.portsOf" (dict "addresses" $nodes "otherwise" 6379) -}}
{{- end -}}

{{- define "connector-redis.address" -}}
{{- $target := default dict .Values.config.target -}}
{{ default "single" $target.mode }} at {{ join "," (default (list "(from a variable)") $target.nodes) }}{{ with $target.user }} as {{ . }}{{ end }}, min-replicas {{ if hasKey $target "min-replicas" }}{{ get $target "min-replicas" | int }}{{ else }}1 where there are any{{ end }}
{{- end -}}

{{- define "connector-redis.usesAws" -}}
{{- if dig "target" "iam-cache" "" .Values.config -}}yes{{- end -}}
{{- end -}}

{{- define "connector-redis.checks" -}}
{{- $target := default dict .Values.config.target -}}
{{- $mode := default "single" $target.mode -}}
{{- if not (or $target.nodes (include "millrace.unseenVariables" .) (include "millrace.hasVariable" (dict "root" . "name" "MILLRACE_TARGET_NODES"))) }}
config.target.nodes: missing. Say where the server is, as in ["redis.example.com:6379"].
{{- end }}
{{- if and (eq $mode "single") (gt (len (default list $target.nodes)) 1) }}
config.target.nodes: {{ len $target.nodes }} nodes with mode single. Give the one address of the primary, or set mode to cluster.
{{- end }}
{{- if and (eq $mode "cluster") (gt (int (get $target "database")) 0) }}
config.target.database: a cluster has only 0. Leave it out.
{{- end }}
{{- if get $target "iam-cache" }}
{{- if not $target.user }}
config.target.user: missing. A login by iam-cache needs the user of ElastiCache.
{{- end }}
{{- if eq (toString (get $target "tls")) "false" }}
config.target.tls: a login by iam-cache needs it. Leave it out.
{{- end }}
{{- if or (get $target "password-file") (hasKey .Values.secrets.env "MILLRACE_TARGET_PASSWORD") (hasKey .Values.secrets.values "MILLRACE_TARGET_PASSWORD") }}
config.target.iam-cache: not together with a password. Leave one of them out.
{{- end }}
{{- end }}
{{- range $i, $table := .Values.config.tables }}
{{- if not $table.columns }}
config.tables[{{ $i }}].columns: missing. List them with their types.
{{- end }}
{{- if and $table.ttl (ne (default "inline" $table.version) "sidecar") }}
config.tables[{{ $i }}].ttl: only with version: sidecar. Set that, or leave ttl out.
{{- end }}
{{- end }}
{{- end -}}

{{- define "connector-redis.warnings" -}}
{{- $target := default dict .Values.config.target -}}
{{- if eq (toString (get $target "tls")) "false" }}
config.target.tls: off. Rows and the login cross the network as they are.
{{- end }}
{{- if eq (toString (get $target "allow-eviction")) "true" }}
config.target.allow-eviction: a full server drops rows, and deleted ones can come back.
{{- end }}
{{- if and (hasKey $target "min-replicas") (eq (int (get $target "min-replicas")) 0) }}
config.target.min-replicas: 0. A failover may lose rows until failover-rewind brings them back.
{{- end }}
{{- if eq (get .Values.config "replay-horizon" | default "infinite" | toString) "infinite" }}
config.replay-horizon: infinite. Versions of deleted rows stay in memory for ever.
{{- end }}
{{- end -}}
