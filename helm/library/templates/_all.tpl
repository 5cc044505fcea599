{{/* Everything that a connector's chart makes. */}}
{{- define "millrace.all" -}}
{{- include "millrace.checks" . -}}
{{- $root := . -}}
{{- $values := .Values -}}
{{- $secret := not (empty $values.secrets.values) -}}
{{- range $object := list
    (list true "configmap")
    (list (not (empty $values.copybooks)) "copybooks")
    (list $secret "secret")
    (list $values.serviceAccount.create "serviceaccount")
    (list true "service")
    (list (not $values.staticMembership.enabled) "deployment")
    (list $values.staticMembership.enabled "statefulset")
    (list $values.podDisruptionBudget.enabled "budget")
    (list $values.autoscaling.enabled "autoscaler")
    (list (and $values.keda.enabled (include "millrace.keda.makesAuthentication" .)) "triggerauthentication")
    (list $values.keda.enabled "scaledobject")
    (list $values.serviceMonitor.enabled "servicemonitor")
    (list $values.podMonitor.enabled "podmonitor")
    (list $values.networkPolicy.enabled "networkpolicy")
    (list $values.dashboard.enabled "dashboard")
    (list $values.canary.enabled "canary")
}}
{{- if first $object }}
---
{{ include (printf "millrace.%s" (last $object)) $root }}
{{- end }}
{{- end }}
{{- range $values.extraObjects }}
---
{{ if kindIs "string" . }}{{ tpl . $root }}{{ else }}{{ toYaml . }}{{ end }}
{{- end }}
{{- end -}}
