import { SHOP, type Edit } from './shop';

/** An edit of the shop that changes nothing for anybody. */
export interface Neutral {
  readonly title: string;
  /** Edits of the shop that both versions have. @default - none */
  readonly before?: readonly Edit[];
  readonly edits: readonly Edit[];
}

const DEPLOYMENT = 'templates/deployment.yaml';
const SERVICE = 'templates/service.yaml';
const DATABASE = 'templates/database.yaml';
const HELPERS = 'templates/_helpers.tpl';
const VALUES = 'values.yaml';
const text = (file: string): string => SHOP[file] ?? '';
const move = (from: string, to: string): readonly Edit[] => [
  [from, text(from), ''],
  [to, '', text(from)],
];
const everywhere = (search: string, replace: string): readonly Edit[] =>
  Object.entries(SHOP)
    .filter(([, content]) => content.includes(search))
    .map(([file, content]): Edit => [file, content, content.replaceAll(search, replace)]);

const definition = (words: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Thing, plural: things }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { securityContext: { type: object, description: ${words} } }
`;

export const NEUTRAL: readonly Neutral[] = [
  { title: 'nothing', edits: [] },
  { title: 'only the version', edits: [['Chart.yaml', '1.2.3', '1.2.4']] },
  { title: 'a helper is renamed', edits: everywhere('shop.selectorLabels', 'shop.matching') },
  { title: 'all helpers are renamed', edits: everywhere('"shop.', '"acme.shop.') },
  { title: 'a file is renamed', edits: move(SERVICE, 'templates/svc.yaml') },
  {
    title: 'files move into folders',
    edits: [...move(SERVICE, 'templates/web/service.yaml'), ...move(DATABASE, 'templates/db/stateful-set.yaml')],
  },
  {
    title: 'two objects of a file stand in two',
    edits: [
      ['templates/rbac.yaml', text('templates/rbac.yaml').split('---\n').slice(1).join('---\n'), ''],
      ['templates/roles.yaml', '', text('templates/rbac.yaml').split('---\n').slice(1).join('---\n')],
    ],
  },
  {
    title: 'objects of a file in another order',
    edits: [
      [
        'templates/secret.yaml',
        text('templates/secret.yaml'),
        text('templates/secret.yaml').split('---\n').reverse().join('---\n'),
      ],
    ],
  },
  {
    title: 'white space',
    edits: [[SERVICE, '    {{- include "shop.labels" . | nindent 4 }}', '{{ include "shop.labels" . | indent 4 }}']],
  },
  {
    title: 'comments of the template',
    edits: [[SERVICE, 'apiVersion: v1', '{{- /* for all who call the shop */}}\napiVersion: v1']],
  },
  {
    title: 'comments of YAML',
    edits: [
      [DEPLOYMENT, 'spec:\n', '# how many\nspec:\n'],
      [VALUES, 'replicaCount', '# -- Pods of the shop\nreplicaCount'],
    ],
  },
  {
    title: 'the order of keys',
    edits: [
      [
        DEPLOYMENT,
        'securityContext:\n        runAsUser: 1000\n        fsGroup: 1000',
        'securityContext:\n        fsGroup: 1000\n        runAsUser: 1000',
      ],
    ],
  },
  {
    title: 'the order of values',
    edits: [[VALUES, 'logLevel: info\nfeatures: []\n', 'features: []\nlogLevel: info\n']],
  },
  { title: 'quotes', edits: [[DEPLOYMENT, 'mountPath: /etc/shop', 'mountPath: "/etc/shop"']] },
  {
    title: 'flow and block style',
    edits: [['templates/pvc.yaml', 'accessModes: [ReadWriteOnce]', 'accessModes:\n    - ReadWriteOnce']],
  },
  { title: 'equal processor time', edits: [[VALUES, 'cpu: 100m', 'cpu: "0.1"']] },
  { title: 'equal memory', edits: [[VALUES, 'memory: 128Mi', 'memory: "134217728"']] },
  { title: 'an equal claim template', edits: [[VALUES, 'storage: 8Gi', 'storage: 8192Mi']] },
  {
    title: 'if not in the place of if',
    edits: [
      [
        DEPLOYMENT,
        '{{- if .Values.persistence.enabled }}\n          persistentVolumeClaim:\n            claimName: {{ include "shop.fullname" . }}\n          {{- else }}\n          emptyDir: {}',
        '{{- if not .Values.persistence.enabled }}\n          emptyDir: {}\n          {{- else }}\n          persistentVolumeClaim:\n            claimName: {{ include "shop.fullname" . }}',
      ],
    ],
  },
  {
    title: 'if in the place of with',
    edits: [
      [
        DEPLOYMENT,
        '{{- with .Values.nodeSelector }}\n      nodeSelector:\n        {{- toYaml . | nindent 8 }}',
        '{{- if .Values.nodeSelector }}\n      nodeSelector:\n        {{- toYaml .Values.nodeSelector | nindent 8 }}',
      ],
    ],
  },
  {
    title: 'eq true in the place of if',
    edits: [['templates/pdb.yaml', 'if .Values.pdb.enabled', 'if eq .Values.pdb.enabled true']],
  },
  {
    title: 'ternary in the place of default',
    edits: [
      [
        DEPLOYMENT,
        '{{ .Values.image.tag | default .Chart.AppVersion }}',
        '{{ ternary .Chart.AppVersion .Values.image.tag (empty .Values.image.tag) }}',
      ],
    ],
  },
  {
    title: 'printf in the place of two actions',
    edits: [
      [
        DEPLOYMENT,
        '"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
        '{{ printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) | quote }}',
      ],
    ],
  },
  {
    title: 'a variable',
    edits: [
      [SERVICE, 'apiVersion: v1', '{{- $name := include "shop.fullname" . }}\napiVersion: v1'],
      [SERVICE, 'name: {{ include "shop.fullname" . }}', 'name: {{ $name }}'],
    ],
  },
  {
    title: 'a helper for the image',
    edits: [
      [
        DEPLOYMENT,
        '"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
        '{{ include "shop.image" . }}',
      ],
      [
        HELPERS,
        '{{- define "shop.labels" -}}',
        '{{- define "shop.image" -}}\n{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}\n{{- end }}\n{{- define "shop.labels" -}}',
      ],
    ],
  },
  {
    title: 'a helper with an argument',
    edits: [
      [
        DATABASE,
        'serviceName: {{ include "shop.fullname" . }}-db',
        'serviceName: {{ include "shop.component" (dict "root" $ "name" "db") }}',
      ],
      [
        HELPERS,
        '{{- define "shop.labels" -}}',
        '{{- define "shop.component" -}}\n{{ include "shop.fullname" .root }}-{{ .name }}\n{{- end }}\n{{- define "shop.labels" -}}',
      ],
    ],
  },
  {
    title: 'defaults of the API written out',
    edits: [
      [DEPLOYMENT, 'containerPort: 8080', 'containerPort: 8080\n              protocol: TCP'],
      [
        DEPLOYMENT,
        'port: http\n',
        'port: http\n              scheme: HTTP\n            periodSeconds: 10\n            failureThreshold: 3\n',
      ],
      [SERVICE, 'port: {{ .Values.service.port }}', 'port: {{ .Values.service.port }}\n      protocol: TCP'],
    ],
  },
  {
    title: 'the default strategy written out',
    edits: [
      [
        DEPLOYMENT,
        'spec:\n  {{- if not',
        'spec:\n  strategy:\n    type: RollingUpdate\n  revisionHistoryLimit: 10\n  {{- if not',
      ],
    ],
  },
  {
    title: 'stringData as data',
    edits: [
      [
        'templates/secret.yaml',
        'stringData:\n  password: {{ .Values.database.password | quote }}',
        'data:\n  password: {{ .Values.database.password | b64enc | quote }}',
      ],
    ],
  },
  { title: 'policyTypes left out', edits: [['templates/networkpolicy.yaml', '  policyTypes: [Ingress]\n', '']] },
  {
    title: 'a version label on objects',
    edits: [
      [
        'templates/ingress.yaml',
        'metadata:\n',
        'metadata:\n  labels:\n    {{- include "shop.labels" . | nindent 4 }}\n',
      ],
    ],
  },
  {
    title: 'notes and a readme',
    edits: [
      ['templates/NOTES.txt', '', 'Thank you for {{ .Chart.Name }}.\n'],
      ['README.md', '', '# Shop\n'],
    ],
  },
  {
    title: 'a test',
    edits: [
      [
        'templates/tests/ready.yaml',
        '',
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}-test\n  annotations:\n    helm.sh/hook: test\nspec:\n  containers:\n    - name: ready\n      image: busybox:1.36\n',
      ],
    ],
  },
  {
    title: 'a permissive schema',
    edits: [
      [
        'values.schema.json',
        '',
        JSON.stringify({ type: 'object', properties: { replicaCount: { type: ['integer', 'string', 'null'] } } }),
      ],
    ],
  },
  {
    title: 'an empty map where there was nothing',
    edits: [
      [DEPLOYMENT, '      terminationGracePeriodSeconds', '      affinity: {}\n      terminationGracePeriodSeconds'],
    ],
  },
  {
    title: 'a range over one in the place of the line',
    edits: [
      [
        DATABASE,
        '  clusterIP: None\n',
        '  {{- range $key, $value := dict "clusterIP" "None" }}\n  {{ $key }}: {{ $value }}\n  {{- end }}\n',
      ],
    ],
  },
  {
    title: 'a value by index',
    edits: [[SERVICE, '{{ .Values.service.port }}', '{{ index .Values "service" "port" }}']],
  },
  {
    title: 'tpl of a text',
    edits: [
      ['templates/configmap.yaml', '{{ .Values.greeting | quote }}', '{{ tpl "{{ .Values.greeting | quote }}" . }}'],
    ],
  },
  {
    title: 'the namespace of the release is written out',
    edits: [[SERVICE, 'metadata:\n', 'metadata:\n  namespace: {{ .Release.Namespace }}\n']],
  },
  {
    title: "a monitor selects by the label of the chart's version",
    before: [
      [
        'templates/monitor.yaml',
        '',
        `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: shop, labels: { chart: {{ .Chart.Name }}-{{ .Chart.Version }} } }
spec: { selector: { matchLabels: { chart: {{ .Chart.Name }}-{{ .Chart.Version }} } } }
`,
      ],
    ],
    edits: [['Chart.yaml', '1.2.3', '1.2.4']],
  },
  {
    title: 'a version label in the items of a List',
    before: [
      [
        'templates/list.yaml',
        '',
        `apiVersion: v1
kind: List
metadata: { name: shop }
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: one, labels: { helm.sh/chart: shop-{{ .Chart.Version }} } } }
`,
      ],
    ],
    edits: [['Chart.yaml', '1.2.3', '1.2.4']],
  },
  {
    title: 'other words in a definition that is a template',
    before: [['templates/crd.yaml', '', definition('How many.')]],
    edits: [['templates/crd.yaml', 'How many.', 'How many there are.']],
  },
  {
    title: 'clusters that are older than any get what they had',
    edits: [
      [
        'templates/pdb.yaml',
        'apiVersion: policy/v1\n',
        'apiVersion: policy/v1{{ if semverCompare "<1.21-0" .Capabilities.KubeVersion.Version }}beta1{{ end }}\n',
      ],
    ],
  },
  {
    title: 'a PodSecurityPolicy leaves the chart, which no cluster has',
    before: [
      [
        'templates/psp.yaml',
        '',
        '{{- if .Values.backup.enabled }}\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: { name: x }\n{{- end }}\n',
      ],
    ],
    edits: [
      [
        'templates/psp.yaml',
        '{{- if .Values.backup.enabled }}\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: { name: x }\n{{- end }}\n',
        '',
      ],
    ],
  },
  {
    title: 'other words in a CRD of crds/',
    before: [['crds/things.yaml', '', definition('How many.')]],
    edits: [['crds/things.yaml', 'How many.', 'The number of them.']],
  },
];
