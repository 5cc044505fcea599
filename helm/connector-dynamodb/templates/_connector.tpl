{{/* What DynamoDB has of its own. */}}

{{- define "connector-dynamodb.endpoint" -}}
{{- default "" (get (default dict .Values.config.target) "endpoint") -}}
{{- end -}}

{{/* The service is HTTPS; an endpoint of one's own may say otherwise. */}}
{{- define "connector-dynamodb.ports" -}}
{{- $endpoint := include "connector-dynamodb.endpoint" . -}}
{{- $host := regexReplaceAll "^https?://([^/]*).*$" $endpoint "${1}" -}}
{{- include "millrace.portsOf" (dict "addresses" (list $host) "otherwise" (ternary 80 443 (hasPrefix "http://" $endpoint))) -}}
{{- end -}}

{{- define "connector-dynamodb.region" -}}
{{- default "" (get (default dict .Values.config.target) "region") -}}
{{- end -}}

{{- define "connector-dynamodb.address" -}}
DynamoDB in {{ default "the Region of AWS_REGION" (include "connector-dynamodb.region" .) }}{{ with include "connector-dynamodb.endpoint" . }} at {{ . }}{{ end }}, at most {{ dig "target" "in-flight" 128 .Values.config | int }} calls at once in each pod
{{- end -}}

{{- define "connector-dynamodb.usesAws" -}}yes{{- end -}}

{{- define "connector-dynamodb.checks" -}}
{{- $endpoint := include "connector-dynamodb.endpoint" . -}}
{{- if and $endpoint (not (regexMatch "^https?://[^/]+" $endpoint)) }}
config.target.endpoint: is no address. Write it as in https://vpce-0123.dynamodb.eu-central-1.vpce.amazonaws.com.
{{- end }}
{{- if or (hasKey .Values.secrets.env "MILLRACE_TARGET_PASSWORD") (hasKey .Values.secrets.values "MILLRACE_TARGET_PASSWORD") }}
secrets: DynamoDB knows no password, and the connector refuses MILLRACE_TARGET_PASSWORD. Give the pods a role, see serviceAccount.
{{- end }}
{{- range $i, $table := .Values.config.tables }}
{{- if not $table.columns }}
config.tables[{{ $i }}].columns: missing. DynamoDB has no columns to look at: list them with their types.
{{- end }}
{{- if and (gt (len (default list $table.key)) 2) (not $table.pk) }}
config.tables[{{ $i }}].pk: missing. A key of more than two columns needs a template, as in "ACCT#{ACCOUNT_ID}".
{{- end }}
{{- end }}
{{- end -}}

{{- define "connector-dynamodb.warnings" -}}
{{- $region := include "connector-dynamodb.region" . -}}
{{- if and (not $region) (not (include "millrace.unseenVariables" .)) (not (include "millrace.hasVariable" (dict "root" . "name" "AWS_REGION"))) }}
config.target.region: not given. Without AWS_REGION in the pod, which EKS sets with a role, the start is refused.
{{- end }}
{{- if hasPrefix "http://" (include "connector-dynamodb.endpoint" .) }}
config.target.endpoint: not encrypted. Rows cross the network as they are.
{{- end }}
{{- if eq (get .Values.config "replay-horizon" | default "infinite" | toString) "infinite" }}
config.replay-horizon: infinite. Tombstones of deleted rows never expire, and are paid for.
{{- end }}
{{- end -}}
