{{/*
Headless: nobody balances load over connectors, each has metrics of its own. Pods that are not ready are named too: it is those whose
metrics are wanted.
*/}}
{{- define "millrace.service" -}}
apiVersion: v1
kind: Service
{{ include "millrace.metadata" (dict "root" . "name" (include "millrace.fullname" .) "component" "connector" "annotations" .Values.service.annotations) }}
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "millrace.connectorLabels" . | nindent 4 }}
  ports:
    - name: metrics
      port: {{ include "millrace.port" . }}
      targetPort: metrics
      protocol: TCP
{{- end -}}
