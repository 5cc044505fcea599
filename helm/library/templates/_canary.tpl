{{/*
`helm test`: inserts and deletes the row of a table that nobody else uses, by way of its topic, and waits until the target holds
either. Runs with the connector's own file; a login that may write to the topic can be given.
*/}}
{{- define "millrace.canary" -}}
{{- $canary := .Values.canary -}}
{{- $secret := default (include "millrace.secretName" .) $canary.existingSecret -}}
{{- $seconds := include "millrace.seconds" (dict "path" "canary.timeout" "text" $canary.timeout) | int -}}
{{- $hook := dict "helm.sh/hook" "test" "helm.sh/hook-delete-policy" "before-hook-creation" -}}
apiVersion: v1
kind: Pod
{{ include "millrace.metadata" (dict "root" . "name" (printf "%s-canary" (include "millrace.fullname" .)) "component" "canary" "annotations" $hook) }}
spec:
  restartPolicy: Never
  # Two changes, and the start of a JVM.
  activeDeadlineSeconds: {{ add (mul 2 $seconds) 60 }}
  serviceAccountName: {{ default (include "millrace.serviceAccountName" .) $canary.serviceAccountName }}
  {{- include "millrace.podPlace" . | nindent 2 }}
  containers:
    - name: canary
      image: {{ include "millrace.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        {{- toYaml (list "canary" "--config" "/etc/millrace/connector.yaml" "--table" $canary.table "--values" (toJson $canary.values) "--timeout" $canary.timeout) | nindent 8 }}
      {{- with include "millrace.env" (dict "root" . "secret" $secret "more" $canary.extraEnv) }}
      {{- . | nindent 6 }}
      {{- end }}
      resources:
        {{- toYaml $canary.resources | nindent 8 }}
      securityContext:
        {{- toYaml .Values.securityContext | nindent 8 }}
      volumeMounts:
        {{- include "millrace.volumeMounts" . | nindent 8 }}
  volumes:
    {{- include "millrace.volumes" (dict "root" . "secret" $secret) | nindent 4 }}
{{- end -}}
