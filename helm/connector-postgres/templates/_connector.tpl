{{/* What PostgreSQL has of its own. */}}

{{- define "connector-postgres.url" -}}
{{- default "" (get (default dict .Values.config.target) "url") -}}
{{- end -}}

{{/* jdbc:postgresql://one:5432,two/bank?… names hosts; jdbc:postgresql:bank is this host, which no pod means. */}}
{{- define "connector-postgres.hosts" -}}
{{- include "connector-postgres.url" . | regexFind "//[^/?]*" | trimPrefix "//" -}}
{{- end -}}

{{- define "connector-postgres.ports" -}}
{{- include "millrace.portsOf" (dict "addresses" (splitList "," (include "connector-postgres.hosts" .) | compact) "otherwise" 5432) -}}
{{- end -}}

{{- define "connector-postgres.address" -}}
{{- $url := include "connector-postgres.url" . -}}
{{- default "(from a variable)" (regexReplaceAll "[?].*" $url "") }}
{{- with dig "target" "user" "" .Values.config }} as {{ . }}{{ end }}, versions {{ dig "target" "versions" "sidecar" .Values.config }}
{{- end -}}

{{- define "connector-postgres.usesAws" -}}
{{- end -}}

{{- define "connector-postgres.checks" -}}
{{- $url := include "connector-postgres.url" . -}}
{{- if and $url (not (hasPrefix "jdbc:postgresql:" $url)) }}
config.target.url: is not one of PostgreSQL's. Write it as in jdbc:postgresql://db.example.com:5432/bank.
{{- end }}
{{- if and $url (hasPrefix "jdbc:postgresql:" $url) (not (include "connector-postgres.hosts" .)) }}
config.target.url: names no host, and so the pod itself. Write it as in jdbc:postgresql://db.example.com:5432/bank.
{{- end }}
{{- if regexMatch "[?&](password|sslpassword)=" $url }}
config.target.url: the password would stand in a ConfigMap. Give it as the variable MILLRACE_TARGET_PASSWORD from a Secret, see secrets.
{{- end }}
{{- if and (regexMatch "[?&]sslmode=verify-(full|ca)(&|$)" $url) (not (regexMatch "[?&]ssl(rootcert|factory)=." $url)) }}
config.target.url: names no authority, and the driver then looks in a home that no pod has. Add sslrootcert=/etc/millrace/FILE, with FILE in secrets.files, or for an authority that the JVM trusts sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory.
{{- end }}
{{- range regexFindAll "[?&]ssl(rootcert|cert|key)=/[^&]*" $url -1 }}
{{- $file := regexReplaceAll "^[^=]*=" . "" }}
{{- if not (include "millrace.hasFile" (dict "root" $ "file" $file)) }}
config.target.url: nothing puts {{ $file }} into the pod. Files in /etc/millrace come from secrets.files, others from extraVolumes and extraVolumeMounts.
{{- end }}
{{- end }}
{{- if not (or $url (include "millrace.unseenVariables" .) (include "millrace.hasVariable" (dict "root" . "name" "MILLRACE_TARGET_URL"))) }}
config.target.url: missing. Say where the database is, as in jdbc:postgresql://db.example.com:5432/bank.
{{- end }}
{{- end -}}

{{- define "connector-postgres.warnings" -}}
{{- $url := include "connector-postgres.url" . -}}
{{- if and $url (not (regexMatch "[?&]sslmode=(verify-full|verify-ca|require)(&|$)" $url)) }}
config.target.url: without sslmode=verify-full the connection to the database may be in plain text.
{{- else if and $url (not (regexMatch "[?&]sslmode=verify-full(&|$)" $url)) }}
config.target.url: without sslmode=verify-full anybody in between can pass for the database.
{{- end }}
{{- $lanes := dig "engine" "lanes" 4 .Values.config | int }}
{{- $most := ternary (include "millrace.partitions" . | int) (include "millrace.fixedReplicas" . | int) (or .Values.autoscaling.enabled .Values.keda.enabled) }}
{{- $connections := mul (add $most 1) (add $lanes 1) }}
{{- if gt $connections 80 }}
config.engine.lanes: up to {{ $connections }} connections during a rollout, lanes and one more for each pod. Is the database's max_connections for that?
{{- end }}
{{- end -}}
