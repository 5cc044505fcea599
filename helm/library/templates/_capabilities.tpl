{{/* "yes" where the cluster has an API, or the values say that it does. Takes: root, api. */}}
{{- define "millrace.hasApi" -}}
{{- if or (.root.Capabilities.APIVersions.Has .api) (has .api .root.Values.capabilities.apiVersions) -}}yes{{- end -}}
{{- end -}}

{{/* The problem of what the cluster could not take. Takes: root, api, path, from (what brings the API). */}}
{{- define "millrace.missingApi" -}}
{{- if not (include "millrace.hasApi" .) }}
{{ .path }}: the cluster does not know {{ .api }}. Install {{ .from }} first; where no cluster is asked, as by helm template, add it to capabilities.apiVersions.
{{- end -}}
{{- end -}}

{{/*
The version of Kubernetes counts besides the cluster's own list: without a cluster, Helm takes its own list, whatever --kube-version
says.
*/}}
{{- define "millrace.api.budget" -}}
{{- $known := include "millrace.hasApi" (dict "root" . "api" "policy/v1") -}}
{{- ternary "policy/v1" "policy/v1beta1" (and (ne $known "") (semverCompare ">=1.21-0" .Capabilities.KubeVersion.Version)) -}}
{{- end -}}

{{- define "millrace.api.autoscaler" -}}
{{- $known := include "millrace.hasApi" (dict "root" . "api" "autoscaling/v2") -}}
{{- ternary "autoscaling/v2" "autoscaling/v2beta2" (and (ne $known "") (semverCompare ">=1.23-0" .Capabilities.KubeVersion.Version)) -}}
{{- end -}}
