{{/* KEDA's names for how Kafka is reached, from the connector's own properties. */}}
{{- define "millrace.keda.login" -}}
{{- $kafka := include "millrace.kafka" . | fromYaml -}}
{{- $protocol := default "PLAINTEXT" (get $kafka "security.protocol") | upper -}}
{{- $mechanisms := dict "PLAIN" "plaintext" "SCRAM-SHA-256" "scram_sha256" "SCRAM-SHA-512" "scram_sha512" "AWS_MSK_IAM" "oauthbearer" "OAUTHBEARER" "oauthbearer" -}}
{{- $login := dict -}}
{{- if has $protocol (list "SSL" "SASL_SSL") -}}
{{- $_ := set $login "tls" "enable" -}}
{{- end -}}
{{- if hasPrefix "SASL" $protocol -}}
{{- $mechanism := default "GSSAPI" (get $kafka "sasl.mechanism") -}}
{{- if not (hasKey $mechanisms $mechanism) -}}
{{- fail (printf "millrace: keda.enabled: KEDA cannot log in to Kafka with %s. Take another sasl.mechanism, or autoscaling in place of keda." $mechanism) -}}
{{- end -}}
{{- $_ := set $login "sasl" (get $mechanisms $mechanism) -}}
{{- end -}}
{{- if eq (get $kafka "sasl.mechanism") "AWS_MSK_IAM" -}}
{{- /* To MSK a signed token goes as one of OAuth. */ -}}
{{- $_ := set $login "saslTokenProvider" "aws_msk_iam" -}}
{{- $address := default "" (get $kafka "bootstrap.servers") -}}
{{- $region := regexReplaceAll ".*\\.(kafka|kafka-serverless)\\.([a-z0-9-]+)\\.(amazonaws|api\\.aws).*" $address "${2}" -}}
{{- $region = default (ternary "" $region (eq $region $address)) .Values.keda.authentication.awsRegion -}}
{{- if not $region -}}
{{- fail "millrace: keda.authentication.awsRegion: the brokers' names do not say the Region. Give it." -}}
{{- end -}}
{{- $_ := set $login "awsRegion" $region -}}
{{- end -}}
{{- toYaml $login -}}
{{- end -}}

{{- define "millrace.keda.podIdentity" -}}
{{- $login := include "millrace.keda.login" . | fromYaml -}}
{{- default (ternary "aws" "" (hasKey $login "saslTokenProvider")) .Values.keda.authentication.podIdentity -}}
{{- end -}}

{{/* "yes" where the chart makes the TriggerAuthentication. */}}
{{- define "millrace.keda.makesAuthentication" -}}
{{- $authentication := .Values.keda.authentication -}}
{{- if and (not $authentication.existing) (or $authentication.keys (include "millrace.keda.podIdentity" .)) -}}yes{{- end -}}
{{- end -}}

{{- define "millrace.triggerauthentication" -}}
{{- $authentication := .Values.keda.authentication -}}
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .)) }}
spec:
  {{- with include "millrace.keda.podIdentity" . }}
  podIdentity:
    provider: {{ . }}
    {{- with $authentication.identityOwner }}
    identityOwner: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $authentication.keys }}
  {{- $secret := default $.Values.secrets.existingSecret $authentication.existingSecret }}
  {{- if not $secret }}
  {{- fail "millrace: keda.authentication.keys: there is no Secret to take them from. Name one in keda.authentication.existingSecret." }}
  {{- end }}
  secretTargetRef:
    {{- range $parameter, $key := . }}
    - parameter: {{ $parameter }}
      name: {{ $secret }}
      key: {{ $key | quote }}
    {{- end }}
  {{- end }}
{{- end -}}

{{/* One trigger for each topic: KEDA takes the one that asks for most. */}}
{{- define "millrace.scaledobject" -}}
{{- $root := . -}}
{{- $keda := .Values.keda -}}
{{- $login := include "millrace.keda.login" . | fromYaml -}}
{{- $authenticated := or $keda.authentication.existing (include "millrace.keda.makesAuthentication" .) -}}
{{- if and (hasKey $login "sasl") (not $authenticated) -}}
{{- fail "millrace: keda.authentication: the brokers want a login, and KEDA has none. Give keda.authentication.keys with a Secret, or the name of a TriggerAuthentication in existing." -}}
{{- end -}}
{{- $servers := get (include "millrace.kafka" . | fromYaml) "bootstrap.servers" -}}
{{- if not $servers -}}
{{- fail "millrace: keda.enabled: KEDA needs the brokers' addresses, and they are in no value. Set config.kafka.bootstrap.servers." -}}
{{- end -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" (include "millrace.component" .)) }}
spec:
  scaleTargetRef:
    {{- include "millrace.scaleTarget" . | nindent 4 }}
  pollingInterval: {{ $keda.pollingInterval }}
  cooldownPeriod: {{ $keda.cooldownPeriod }}
  minReplicaCount: {{ $keda.minReplicas }}
  maxReplicaCount: {{ include "millrace.maxReplicas" (dict "root" . "path" "keda" "scaling" $keda) }}
  {{- if $keda.fallbackReplicas }}
  fallback:
    failureThreshold: 4
    replicas: {{ $keda.fallbackReplicas }}
  {{- end }}
  {{- with default .Values.autoscaling.behavior $keda.behavior }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        {{- toYaml . | nindent 8 }}
  {{- end }}
  triggers:
    {{- range .Values.config.topics }}
    - type: kafka
      metadata:
        bootstrapServers: {{ $servers | quote }}
        consumerGroup: {{ include "millrace.group" $root | quote }}
        topic: {{ . | quote }}
        lagThreshold: {{ $keda.lagThreshold | int | quote }}
        activationLagThreshold: {{ $keda.activationLagThreshold | int | quote }}
        # The first start reads from the beginning.
        offsetResetPolicy: earliest
        allowIdleConsumers: "false"
        # A partition that waits at a gap does not move faster with more pods.
        excludePersistentLag: "true"
        {{- with $login }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- if $authenticated }}
      authenticationRef:
        name: {{ default (include "millrace.fullname" $root) $keda.authentication.existing }}
      {{- end }}
    {{- end }}
{{- end -}}
