/** A plain Helm chart as people write them: what breaks and what does not is an edit of it. */
export const SHOP: Readonly<Record<string, string>> = {
  'Chart.yaml': `apiVersion: v2
name: shop
description: A shop and its database
version: 1.2.3
appVersion: "4.5.6"
kubeVersion: ">=1.25.0-0"
`,
  'values.yaml': `replicaCount: 2
image:
  repository: registry.example.com/shop
  tag: ""
  pullPolicy: IfNotPresent
imagePullSecrets: []
nameOverride: ""
fullnameOverride: ""
logLevel: info
features: []
greeting: hello
service:
  type: ClusterIP
  port: 80
  annotations: {}
ingress:
  enabled: false
  className: nginx
  host: shop.example.com
  path: /
  tls: []
autoscaling:
  enabled: false
  minReplicas: 2
  maxReplicas: 10
  targetCPU: 80
pdb:
  enabled: true
  maxUnavailable: 1
networkPolicy:
  enabled: true
  allowFrom: web
persistence:
  enabled: true
  size: 1Gi
  storageClass: ""
  mountPath: /data
database:
  enabled: true
  storage: 8Gi
  password: change-me
backup:
  enabled: false
  schedule: "0 3 * * *"
migrations:
  enabled: true
metrics:
  enabled: false
resources:
  requests:
    cpu: 100m
    memory: 128Mi
podAnnotations: {}
nodeSelector: {}
tolerations: []
extraEnv: []
`,
  'crds/widgets.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object } }
`,
  'templates/_helpers.tpl': `{{- define "shop.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "shop.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "shop.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "shop.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- define "shop.selectorLabels" -}}
app.kubernetes.io/name: {{ include "shop.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "shop.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{ include "shop.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
`,
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.fullname" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "shop.selectorLabels" . | nindent 8 }}
      annotations:
        checksum/config: {{ .Values.greeting | sha256sum }}
        {{- with .Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "shop.fullname" . }}
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        runAsUser: 1000
        fsGroup: 1000
      terminationGracePeriodSeconds: 40
      containers:
        - name: shop
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: {{ .Values.logLevel | quote }}
            - name: FEATURES
              value: {{ join "," .Values.features | quote }}
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: {{ include "shop.fullname" . }}
                  key: password
            {{- with .Values.extraEnv }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
          volumeMounts:
            - name: config
              mountPath: /etc/shop
            - name: data
              mountPath: {{ .Values.persistence.mountPath }}
      volumes:
        - name: config
          configMap:
            name: {{ include "shop.fullname" . }}
        - name: data
          {{- if .Values.persistence.enabled }}
          persistentVolumeClaim:
            claimName: {{ include "shop.fullname" . }}
          {{- else }}
          emptyDir: {}
          {{- end }}
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
`,
  'templates/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.fullname" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
  {{- with .Values.service.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .Values.service.type }}
  ports:
    - name: http
      port: {{ .Values.service.port }}
      targetPort: http
  selector:
    {{- include "shop.selectorLabels" . | nindent 4 }}
`,
  'templates/ingress.yaml': `{{- if .Values.ingress.enabled }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ include "shop.fullname" . }}
spec:
  ingressClassName: {{ .Values.ingress.className }}
  {{- with .Values.ingress.tls }}
  tls:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  rules:
    - host: {{ .Values.ingress.host }}
      http:
        paths:
          - path: {{ .Values.ingress.path }}
            pathType: Prefix
            backend:
              service:
                name: {{ include "shop.fullname" . }}
                port:
                  name: http
{{- end }}
`,
  'templates/hpa.yaml': `{{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "shop.fullname" . }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "shop.fullname" . }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.autoscaling.targetCPU }}
{{- end }}
`,
  'templates/pdb.yaml': `{{- if .Values.pdb.enabled }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "shop.fullname" . }}
spec:
  maxUnavailable: {{ .Values.pdb.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
{{- end }}
`,
  'templates/networkpolicy.yaml': `{{- if .Values.networkPolicy.enabled }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "shop.fullname" . }}
spec:
  podSelector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              role: {{ .Values.networkPolicy.allowFrom }}
      ports:
        - port: 8080
    - from:
        - namespaceSelector:
            matchLabels:
              name: monitoring
{{- end }}
`,
  'templates/configmap.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "shop.fullname" . }}
data:
  greeting: {{ .Values.greeting | quote }}
  shop.conf: |
    listen 8080
    level {{ .Values.logLevel }}
`,
  'templates/secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: {{ include "shop.fullname" . }}
stringData:
  password: {{ .Values.database.password | quote }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ include "shop.fullname" . }}-license
immutable: true
stringData:
  license: free
`,
  'templates/pvc.yaml': `{{- if .Values.persistence.enabled }}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ include "shop.fullname" . }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  accessModes: [ReadWriteOnce]
  {{- if .Values.persistence.storageClass }}
  storageClassName: {{ .Values.persistence.storageClass }}
  {{- end }}
  resources:
    requests:
      storage: {{ .Values.persistence.size }}
{{- end }}
`,
  'templates/database.yaml': `{{- if .Values.database.enabled }}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "shop.fullname" . }}-db
spec:
  serviceName: {{ include "shop.fullname" . }}-db
  podManagementPolicy: OrderedReady
  selector:
    matchLabels:
      app: {{ include "shop.fullname" . }}-db
  template:
    metadata:
      labels:
        app: {{ include "shop.fullname" . }}-db
    spec:
      containers:
        - name: postgres
          image: postgres:16.4
          ports:
            - name: sql
              containerPort: 5432
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: {{ .Values.database.storage }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.fullname" . }}-db
spec:
  clusterIP: None
  ports:
    - name: sql
      port: 5432
      targetPort: sql
  selector:
    app: {{ include "shop.fullname" . }}-db
{{- end }}
`,
  'templates/rbac.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "shop.fullname" . }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ include "shop.fullname" . }}
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ include "shop.fullname" . }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ include "shop.fullname" . }}
subjects:
  - kind: ServiceAccount
    name: {{ include "shop.fullname" . }}
    namespace: {{ .Release.Namespace }}
`,
  'templates/backup.yaml': `{{- if .Values.backup.enabled }}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "shop.fullname" . }}-backup
spec:
  schedule: {{ .Values.backup.schedule | quote }}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: postgres:16.4
              args: [pg_dump]
{{- end }}
`,
  'templates/migrate.yaml': `{{- if .Values.migrations.enabled }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "shop.fullname" . }}-migrate
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          args: [migrate]
{{- end }}
`,
  'templates/init-job.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "shop.fullname" . }}-seed
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: seed
          image: busybox:1.36
          args: [seed]
`,
  'templates/monitor.yaml': `{{- if and .Values.metrics.enabled (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1") }}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ include "shop.fullname" . }}
spec:
  endpoints:
    - port: http
      interval: 30s
  selector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
{{- end }}
`,
  'templates/storage-class.yaml': `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: {{ include "shop.fullname" . }}-fast
provisioner: example.com/disk
parameters:
  type: ssd
reclaimPolicy: Retain
`,
};

/** A change of some of a chart's files: text that stands in a file, and what takes its place. */
export type Edit = readonly [file: string, search: string, replace: string];

/** The shop with edits; a file whose text becomes empty is gone, `''` as search text makes a new file. */
export function edited(edits: readonly Edit[], base: Readonly<Record<string, string>> = SHOP): Record<string, string> {
  const files: Record<string, string> = { ...base };
  for (const [file, search, replace] of edits) {
    const text = files[file] ?? '';
    if (search !== '' && !text.includes(search)) throw new Error(`${file} has no text ${search}`);
    const now = search === '' ? replace : text.replace(search, () => replace);
    if (now === '') delete files[file];
    else files[file] = now;
  }
  return files;
}
