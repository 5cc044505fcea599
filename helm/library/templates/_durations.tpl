{{/*
Milliseconds of a duration as docs/configuration.md writes them: 200ms, 5s, 5m, 1h, 3d, or ISO's PT5S.
Takes: path (for the message), text.
*/}}
{{- define "millrace.milliseconds" -}}
{{- $text := toString .text | trim -}}
{{- if regexMatch "^[0-9]{1,12}\\s*(ms|s|m|h|d)$" $text -}}
{{- $unit := regexFind "[a-z]+$" $text -}}
{{- $amount := regexFind "^[0-9]+" $text | int64 -}}
{{- mul $amount (get (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000) $unit) -}}
{{- else if and (regexMatch "^(?i)\\+?P([0-9]{1,6}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.,][0-9]{0,9})?S)?)?$" $text) (regexMatch "(?i)[0-9][.,]?[DHMS]$" $text) -}}
{{- $iso := upper $text -}}
{{- $days := regexFind "[0-9]+D" $iso | trimSuffix "D" | int64 -}}
{{- $hours := regexFind "[0-9]+H" $iso | trimSuffix "H" | int64 -}}
{{- $minutes := regexFind "[0-9]+M" $iso | trimSuffix "M" | int64 -}}
{{- $seconds := regexFind "[0-9]+([.,][0-9]*)?S" $iso | trimSuffix "S" | replace "," "." | trimSuffix "." | default "0" | float64 -}}
{{- add (mul $days 86400000) (mul $hours 3600000) (mul $minutes 60000) (mulf $seconds 1000.0 | ceil | int64) -}}
{{- else -}}
{{- fail (printf "millrace: %s: \"%s\" is not a duration. Write for example 200ms, 5s, 5m, 1h or PT5S." .path $text) -}}
{{- end -}}
{{- end -}}

{{/* Seconds of a duration, rounded up. */}}
{{- define "millrace.seconds" -}}
{{- $milliseconds := include "millrace.milliseconds" . | int64 -}}
{{- div (add $milliseconds 999) 1000 -}}
{{- end -}}

{{/*
Termination grace as a map: `pod` in seconds, `needed` in seconds, `engine` as the configuration says it.
What is in flight, the last commit, and 15 s for closing have to fit into it, see docs/configuration.md.
*/}}
{{- define "millrace.grace" -}}
{{- $engine := default dict .Values.config.engine -}}
{{- $drainText := get $engine "drain-budget" | default "20s" -}}
{{- $revokeText := get $engine "revoke-budget" | default "5s" -}}
{{- $drain := include "millrace.milliseconds" (dict "path" "config.engine.drain-budget" "text" $drainText) | int64 -}}
{{- $revoke := include "millrace.milliseconds" (dict "path" "config.engine.revoke-budget" "text" $revokeText) | int64 -}}
{{- if ge $revoke $drain -}}
{{- fail (printf "millrace: config.engine.revoke-budget: %s is not less than drain-budget (%s). Lower it, or raise drain-budget." (toString $revokeText) (toString $drainText)) -}}
{{- end -}}
{{- $needed := add (div (add $drain $revoke 999) 1000) 15 | int64 -}}
{{- $sum := printf "drain-budget (%s), revoke-budget (%s) and 15 s for closing need %d s" (toString $drainText) (toString $revokeText) $needed -}}
{{- $engineText := get $engine "termination-grace" | default "" -}}
{{- $pod := max 45 $needed | int64 -}}
{{- if $engineText -}}
{{- $path := "config.engine.termination-grace" -}}
{{- $pod = include "millrace.seconds" (dict "path" $path "text" $engineText) | int64 -}}
{{- if lt (include "millrace.milliseconds" (dict "path" $path "text" $engineText) | int64) (add $drain $revoke 15000) -}}
{{- fail (printf "millrace: %s: %s is too short: %s. Raise it, or lower the budgets." $path (toString $engineText) $sum) -}}
{{- end -}}
{{- end -}}
{{- if not (kindIs "invalid" .Values.terminationGracePeriodSeconds) -}}
{{- $given := .Values.terminationGracePeriodSeconds | int64 -}}
{{- if lt $given $needed -}}
{{- fail (printf "millrace: terminationGracePeriodSeconds: %d is too short: %s. Raise it, or lower the budgets." $given $sum) -}}
{{- end -}}
{{- if and $engineText (lt $given $pod) -}}
{{- fail (printf "millrace: terminationGracePeriodSeconds: %d is less than config.engine.termination-grace (%s). Give one of the two alone." $given (toString $engineText)) -}}
{{- end -}}
{{- $pod = $given -}}
{{- end -}}
pod: {{ $pod }}
needed: {{ $needed }}
engine: {{ default (printf "%ds" $pod) $engineText | toString | quote }}
{{- end -}}
