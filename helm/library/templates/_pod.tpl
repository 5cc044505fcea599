{{/* Parts of a pod that the connector and the canary share, and some of them the stages. */}}

{{/* Name of the Secret that a key is taken from: the canary's own may lack some. Takes: root, secret (name, may be empty), key. */}}
{{- define "millrace.secretOf" -}}
{{- $own := (default dict .root.Values.canary).secretKeys -}}
{{- if and $own (not (has .key $own)) -}}
{{- include "millrace.secretName" .root -}}
{{- else -}}
{{- .secret -}}
{{- end -}}
{{- end -}}

{{/* Takes: root, secret (name, may be empty); files of the ConfigMap (else the connector's), sources (a list of more). */}}
{{- define "millrace.volumes" -}}
{{- $it := . -}}
{{- $values := .root.Values -}}
- name: config
  projected:
    defaultMode: {{ ternary 288 292 (hasKey $values.podSecurityContext "fsGroup") }}
    sources:
      - configMap:
          name: {{ include "millrace.fullname" .root }}
          items:
            {{- range default (list "connector.yaml") .files }}
            - key: {{ . }}
              path: {{ . }}
            {{- end }}
      {{- if $values.copybooks }}
      - configMap:
          name: {{ include "millrace.fullname" .root }}-copybooks
          items:
            {{- range $name := keys $values.copybooks | sortAlpha }}
            - key: {{ $name }}
              path: copybooks/{{ $name }}
            {{- end }}
      {{- end }}
      {{- range $secret := list .secret (include "millrace.secretName" .root) | uniq | compact }}
      {{- $items := list }}
      {{- range $file, $key := (default dict $values.secrets).files }}
      {{- if eq $secret (include "millrace.secretOf" (dict "root" $it.root "secret" $it.secret "key" $key)) }}
      {{- $items = append $items (dict "key" $key "path" $file) }}
      {{- end }}
      {{- end }}
      {{- with $items }}
      - secret:
          name: {{ $secret }}
          items:
            {{- toYaml . | nindent 12 }}
      {{- end }}
      {{- end }}
      {{- with .sources }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
- name: tmp
  emptyDir:
    sizeLimit: {{ $values.tmp.sizeLimit }}
{{- with $values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "millrace.volumeMounts" -}}
- name: config
  mountPath: /etc/millrace
  readOnly: true
- name: tmp
  mountPath: /tmp
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Takes: root, secret (name, may be empty), more (a list of variables, which go before others of their names). */}}
{{- define "millrace.env" -}}
{{- $it := . -}}
{{- $values := .root.Values -}}
{{- $secrets := default dict $values.secrets -}}
{{- $own := list -}}
{{- range .more -}}
{{- $own = append $own .name -}}
{{- end -}}
{{- $env := list -}}
{{- if and $values.javaOptions (not (has "JDK_JAVA_OPTIONS" $own)) -}}
{{- $env = append $env (dict "name" "JDK_JAVA_OPTIONS" "value" $values.javaOptions) -}}
{{- end -}}
{{- range $name, $key := $secrets.env -}}
{{- if not (has $name $own) -}}
{{- $env = append $env (dict "name" $name "valueFrom" (dict "secretKeyRef" (dict "name" (include "millrace.secretOf" (dict "root" $it.root "secret" $it.secret "key" $key)) "key" $key))) -}}
{{- end -}}
{{- end -}}
{{- $env = concat $env .more -}}
{{- range $values.extraEnv -}}
{{- if not (has .name $own) -}}
{{- $env = append $env . -}}
{{- end -}}
{{- end -}}
{{- $from := list -}}
{{- if and .secret (or $secrets.values (not (or $secrets.env $secrets.files))) -}}
{{- $from = append $from (dict "secretRef" (dict "name" .secret)) -}}
{{- end -}}
{{- $from = concat $from (default list $values.extraEnvFrom) -}}
{{- $fields := dict -}}
{{- if $env -}}{{- $_ := set $fields "env" $env -}}{{- end -}}
{{- if $from -}}{{- $_ := set $fields "envFrom" $from -}}{{- end -}}
{{- if $fields -}}{{- toYaml $fields -}}{{- end -}}
{{- end -}}

{{/* Takes: path, probe; port (else that of the metrics). */}}
{{- define "millrace.probe" -}}
httpGet:
  path: {{ .path }}
  port: {{ default "metrics" .port }}
periodSeconds: {{ .probe.periodSeconds }}
timeoutSeconds: {{ .probe.timeoutSeconds }}
failureThreshold: {{ .probe.failureThreshold }}
{{- end -}}

{{/* Where a pod may run, and as whom. Takes the root. */}}
{{- define "millrace.podPlace" -}}
automountServiceAccountToken: {{ .Values.serviceAccount.automountToken }}
# Variables of services would look like keys of the connector's configuration where a service is called millrace-something.
enableServiceLinks: false
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.hostAliases }}
hostAliases:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Takes: probes, port. */}}
{{- define "millrace.probes" -}}
{{- if .probes.startup.enabled }}
startupProbe:
  {{- include "millrace.probe" (dict "path" "/livez" "port" .port "probe" .probes.startup) | nindent 2 }}
{{- end }}
{{- if .probes.liveness.enabled }}
livenessProbe:
  {{- include "millrace.probe" (dict "path" "/livez" "port" .port "probe" .probes.liveness) | nindent 2 }}
{{- end }}
{{- if .probes.readiness.enabled }}
readinessProbe:
  {{- include "millrace.probe" (dict "path" "/readyz" "port" .port "probe" .probes.readiness) | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "millrace.topologySpread" -}}
{{- $root := . -}}
{{- $byRevision := and (ne (include "millrace.workloadKind" .) "StatefulSet") (semverCompare ">=1.27-0" .Capabilities.KubeVersion.Version) -}}
{{- $constraints := list -}}
{{- range .Values.topologySpreadConstraints -}}
{{- $defaults := dict "labelSelector" (dict "matchLabels" (include "millrace.workloadLabels" $root | fromYaml)) -}}
{{- if $byRevision -}}
{{- /* Pods of the revision that is going away do not count. */ -}}
{{- $_ := set $defaults "matchLabelKeys" (list "pod-template-hash") -}}
{{- end -}}
{{- if hasKey . "labelSelector" -}}
{{- $_ := unset $defaults "labelSelector" -}}
{{- end -}}
{{- $constraints = append $constraints (merge (deepCopy .) $defaults) -}}
{{- end -}}
{{- toYaml $constraints -}}
{{- end -}}

{{- define "millrace.podTemplate" -}}
metadata:
  labels:
    {{- include "millrace.podLabels" (dict "root" . "component" (include "millrace.component" .)) | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # Nothing in /tmp is missed: the node may be given up all the same.
    cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: tmp
    checksum/config: {{ include "millrace.connectorYaml" . | sha256sum }}
    {{- with .Values.copybooks }}
    checksum/copybooks: {{ toYaml . | sha256sum }}
    {{- end }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "millrace.serviceAccountName" . }}
  {{- include "millrace.podPlace" . | nindent 2 }}
  terminationGracePeriodSeconds: {{ get (include "millrace.grace" . | fromYaml) "pod" }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- include "millrace.topologySpread" $ | nindent 4 }}
  {{- end }}
  containers:
    - name: connector
      image: {{ include "millrace.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        - run
        - {{ include "millrace.target" . }}
        - --config
        - /etc/millrace/connector.yaml
      {{- $more := list }}
      {{- if .Values.staticMembership.enabled }}
      {{- $more = append $more (dict "name" "MILLRACE_KAFKA_GROUP_INSTANCE_ID" "valueFrom" (dict "fieldRef" (dict "fieldPath" "metadata.name"))) }}
      {{- end }}
      {{- with include "millrace.env" (dict "root" . "secret" (include "millrace.secretName" .) "more" $more) }}
      {{- . | nindent 6 }}
      {{- end }}
      ports:
        - name: metrics
          containerPort: {{ include "millrace.port" . }}
          protocol: TCP
      {{- include "millrace.probes" (dict "probes" .Values.probes "port" "metrics") | nindent 6 }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        {{- toYaml .Values.securityContext | nindent 8 }}
      volumeMounts:
        {{- include "millrace.volumeMounts" . | nindent 8 }}
  volumes:
    {{- include "millrace.volumes" (dict "root" . "secret" (include "millrace.secretName" .)) | nindent 4 }}
{{- end -}}
