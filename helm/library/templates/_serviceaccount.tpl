{{- define "millrace.serviceaccount" -}}
{{- $account := .Values.serviceAccount -}}
{{- $annotations := deepCopy $account.annotations -}}
{{- with $account.irsa.roleArn -}}
{{- $_ := set $annotations "eks.amazonaws.com/role-arn" . -}}
{{- if not (hasKey $annotations "eks.amazonaws.com/sts-regional-endpoints") -}}
{{- $_ := set $annotations "eks.amazonaws.com/sts-regional-endpoints" "true" -}}
{{- end -}}
{{- end -}}
{{- if and $account.podIdentity.enabled $account.podIdentity.roleArn -}}
{{- $_ := set $annotations "millrace.dev/pod-identity-role-arn" $account.podIdentity.roleArn -}}
{{- end -}}
apiVersion: v1
kind: ServiceAccount
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.serviceAccountName" .) "annotations" $annotations) }}
automountServiceAccountToken: {{ $account.automountToken }}
{{- end -}}
