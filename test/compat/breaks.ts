import type { Rule } from '../../lib/compat/judge/finding';
import { SHOP, type Edit } from './shop';

/** An edit of the shop that breaks an upgrade, and what has to be found. */
export interface Break {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Any of these rules, as a finding of a major version. */
  readonly rules: readonly Rule[];
  /** Also edits of the old version, where the break needs something that the shop has not. */
  readonly before?: readonly Edit[];
}

const DEPLOYMENT = 'templates/deployment.yaml';
const SERVICE = 'templates/service.yaml';
const DATABASE = 'templates/database.yaml';
const HELPERS = 'templates/_helpers.tpl';
const VALUES = 'values.yaml';
const whole = (file: string): Edit => [file, SHOP[file] ?? '', ''];

const schema = (properties: object, more: object = {}): string =>
  JSON.stringify({ type: 'object', properties, ...more });
const OLD_SCHEMA: Edit = [
  'values.schema.json',
  '',
  schema({
    replicaCount: { type: 'integer', minimum: 0, maximum: 100 },
    logLevel: { enum: ['debug', 'info', 'warn', 'error'] },
    greeting: { type: 'string', maxLength: 200 },
    features: { type: 'array', items: { type: 'string' }, maxItems: 20 },
  }),
];
const newSchema = (properties: object, more: object = {}): Edit => [
  'values.schema.json',
  OLD_SCHEMA[2],
  schema({ ...(JSON.parse(OLD_SCHEMA[2]) as { properties: object }).properties, ...properties }, more),
];

const WIDGETS = (SHOP['crds/widgets.yaml'] ?? '').replace(
  'openAPIV3Schema: { type: object }',
  'openAPIV3Schema: { type: object, properties: { mode: { type: string, enum: [fast, slow] } } }',
);
const WEBHOOK = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: shop }
webhooks:
  - name: shop.example.com
    failurePolicy: Ignore
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: { service: { name: shop, namespace: shop } }
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps] }]
`;
const ROLE_OF_PEOPLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: shop-edit, labels: { rbac.authorization.k8s.io/aggregate-to-edit: "true" } }
rules: [{ apiGroups: [shop.example.com], resources: [widgets], verbs: [create, delete] }]
`;
const DRAWN = `{{- $there := default (dict) (lookup "v1" "Secret" .Release.Namespace "drawn") }}
apiVersion: v1
kind: Secret
metadata: { name: drawn }
data: { key: {{ if $there }}{{ $there.data.key }}{{ else }}{{ randAlphaNum 9 | b64enc }}{{ end }} }
`;

export const BREAKS: readonly Break[] = [
  {
    title: 'a label more in the selector',
    edits: [
      [DEPLOYMENT, '    matchLabels:\n', '    matchLabels:\n      component: web\n'],
      [DEPLOYMENT, '      labels:\n        {{', '      labels:\n        component: web\n        {{'],
    ],
    rules: ['immutable-field'],
  },
  {
    title: 'the name helper cuts elsewhere',
    edits: [
      [
        HELPERS,
        'printf "%s-%s" .Release.Name (include "shop.name" .) | trunc 63',
        'printf "%s-%s" .Release.Name (include "shop.name" .) | trunc 30',
      ],
    ],
    rules: ['object-renamed', 'object-removed', 'data-lost', 'immutable-field'],
  },
  {
    title: 'serviceName',
    edits: [
      [DATABASE, 'serviceName: {{ include "shop.fullname" . }}-db', 'serviceName: {{ include "shop.fullname" . }}-sql'],
    ],
    rules: ['immutable-field'],
  },
  {
    title: 'a claim template of another size',
    edits: [[DATABASE, 'storage: {{ .Values.database.storage }}', 'storage: 10Gi']],
    rules: ['immutable-field'],
  },
  {
    title: 'a claim template of another name',
    edits: [
      [DATABASE, '    - metadata:\n        name: data', '    - metadata:\n        name: pgdata'],
      [DATABASE, '            - name: data\n', '            - name: pgdata\n'],
    ],
    rules: ['immutable-field'],
  },
  { title: 'podManagementPolicy', edits: [[DATABASE, 'OrderedReady', 'Parallel']], rules: ['immutable-field'] },
  {
    title: 'the template of a plain Job',
    edits: [['templates/init-job.yaml', 'busybox:1.36', 'busybox:1.37']],
    rules: ['immutable-field'],
  },
  {
    title: 'an immutable Secret',
    edits: [['templates/secret.yaml', 'license: free', 'license: paid']],
    rules: ['immutable-field'],
  },
  {
    title: 'roleRef',
    edits: [
      [
        'templates/rbac.yaml',
        '  kind: Role\n  name: {{ include "shop.fullname" . }}\nsubjects',
        '  kind: ClusterRole\n  name: view\nsubjects',
      ],
    ],
    rules: ['immutable-field'],
  },
  {
    title: 'parameters of a StorageClass',
    edits: [['templates/storage-class.yaml', 'type: ssd', 'type: nvme']],
    rules: ['immutable-field'],
  },
  {
    title: 'a headless Service gets an address',
    edits: [[DATABASE, '  clusterIP: None\n', '  clusterIP: 10.0.0.7\n']],
    rules: ['immutable-field'],
  },
  {
    title: 'the families of a Service',
    before: [[SERVICE, 'spec:\n', 'spec:\n  ipFamilies: [IPv4]\n']],
    edits: [[SERVICE, 'ipFamilies: [IPv4]', 'ipFamilies: [IPv6]']],
    rules: ['immutable-field'],
  },
  {
    title: 'access modes of a claim',
    edits: [['templates/pvc.yaml', 'ReadWriteOnce', 'ReadWriteMany']],
    rules: ['immutable-field'],
  },
  { title: 'a smaller claim by default', edits: [[VALUES, 'size: 1Gi', 'size: 500Mi']], rules: ['immutable-field'] },
  {
    title: 'a storage class by default',
    edits: [[VALUES, 'storageClass: ""', 'storageClass: fast']],
    rules: ['immutable-field'],
  },
  {
    title: 'type of a Secret',
    edits: [
      ['templates/secret.yaml', 'stringData:\n  password', 'type: example.com/password\nstringData:\n  password'],
    ],
    rules: ['immutable-field'],
  },
  { title: 'the claim leaves the chart', edits: [whole('templates/pvc.yaml')], rules: ['data-lost'] },
  {
    title: 'the claim is not kept any more',
    edits: [['templates/pvc.yaml', '  annotations:\n    helm.sh/resource-policy: keep\n', '']],
    rules: ['data-lost'],
  },
  {
    title: 'the pods use another claim',
    edits: [
      [DEPLOYMENT, 'claimName: {{ include "shop.fullname" . }}', 'claimName: {{ include "shop.fullname" . }}-data'],
      ['templates/pvc.yaml', 'name: {{ include "shop.fullname" . }}', 'name: {{ include "shop.fullname" . }}-data'],
    ],
    rules: ['data-lost'],
  },
  {
    title: 'the data volume becomes empty by default',
    edits: [[VALUES, 'persistence:\n  enabled: true', 'persistence:\n  enabled: false']],
    rules: ['data-lost'],
  },
  {
    title: 'the data are mounted elsewhere',
    edits: [[VALUES, 'mountPath: /data', 'mountPath: /var/lib/shop']],
    rules: ['data-lost'],
  },
  {
    title: 'a subPath of the data',
    edits: [
      [
        DATABASE,
        'mountPath: /var/lib/postgresql/data',
        'mountPath: /var/lib/postgresql/data\n              subPath: pg',
      ],
    ],
    rules: ['data-lost'],
  },
  {
    title: 'the database is renamed',
    edits: [
      [
        DATABASE,
        'metadata:\n  name: {{ include "shop.fullname" . }}-db\nspec:\n  serviceName',
        'metadata:\n  name: {{ include "shop.fullname" . }}-postgres\nspec:\n  serviceName',
      ],
    ],
    rules: ['data-lost'],
  },
  { title: 'a Secret is renamed', edits: [['templates/secret.yaml', '-license', '-licence']], rules: ['data-lost'] },
  {
    title: 'a key of a Secret is renamed',
    edits: [
      ['templates/secret.yaml', 'password: {{', 'db-password: {{'],
      [DEPLOYMENT, 'key: password', 'key: db-password'],
    ],
    rules: ['data-lost'],
  },
  {
    title: 'the Service is renamed',
    edits: [
      [SERVICE, 'name: {{ include "shop.fullname" . }}', 'name: {{ include "shop.fullname" . }}-web'],
      [
        'templates/ingress.yaml',
        'service:\n                name: {{ include "shop.fullname" . }}',
        'service:\n                name: {{ include "shop.fullname" . }}-web',
      ],
    ],
    rules: ['object-renamed', 'object-removed'],
  },
  {
    title: 'the ServiceAccount is renamed',
    edits: [
      [
        'templates/rbac.yaml',
        'kind: ServiceAccount\nmetadata:\n  name: {{ include "shop.fullname" . }}',
        'kind: ServiceAccount\nmetadata:\n  name: {{ include "shop.fullname" . }}-sa',
      ],
      [
        DEPLOYMENT,
        'serviceAccountName: {{ include "shop.fullname" . }}',
        'serviceAccountName: {{ include "shop.fullname" . }}-sa',
      ],
    ],
    rules: ['object-renamed', 'object-removed'],
  },
  {
    title: 'the Deployment becomes a StatefulSet',
    edits: [
      [DEPLOYMENT, 'kind: Deployment', 'kind: StatefulSet'],
      [DEPLOYMENT, 'spec:\n  {{- if not', 'spec:\n  serviceName: {{ include "shop.fullname" . }}\n  {{- if not'],
    ],
    rules: ['kind-changed', 'object-removed'],
  },
  { title: 'the StorageClass goes', edits: [whole('templates/storage-class.yaml')], rules: ['object-removed'] },
  {
    title: 'the Service gets another type by default',
    edits: [[VALUES, 'type: ClusterIP', 'type: LoadBalancer']],
    rules: ['service-type'],
  },
  {
    title: 'the Service loses its load balancer',
    before: [[VALUES, 'type: ClusterIP', 'type: LoadBalancer']],
    edits: [[SERVICE, '{{ .Values.service.type }}', 'ClusterIP']],
    rules: ['service-type', 'value-ignored'],
  },
  {
    title: 'the name of a port',
    edits: [
      [SERVICE, '- name: http', '- name: web'],
      ['templates/ingress.yaml', 'name: http\n', 'name: web\n'],
    ],
    rules: ['service-port'],
  },
  { title: 'the number of a port', edits: [[VALUES, 'port: 80\n', 'port: 8080\n']], rules: ['service-port'] },
  {
    title: 'a port goes',
    before: [[SERVICE, '  selector:', '    - name: admin\n      port: 9000\n  selector:']],
    edits: [[SERVICE, '    - name: admin\n      port: 9000\n', '']],
    rules: ['service-port'],
  },
  {
    title: 'a target port that no container has',
    edits: [[SERVICE, 'targetPort: http', 'targetPort: https']],
    rules: ['service-port'],
  },
  {
    title: 'the Service selects only new pods',
    edits: [
      [SERVICE, '  selector:\n', '  selector:\n    tier: web\n'],
      [DEPLOYMENT, '      labels:\n        {{', '      labels:\n        tier: web\n        {{'],
    ],
    rules: ['service-gap'],
  },
  {
    title: 'the NetworkPolicy lets monitoring in no more',
    edits: [
      [
        'templates/networkpolicy.yaml',
        '    - from:\n        - namespaceSelector:\n            matchLabels:\n              name: monitoring\n',
        '',
      ],
    ],
    rules: ['network-tightened'],
  },
  {
    title: 'the NetworkPolicy restricts what goes out',
    edits: [
      [
        'templates/networkpolicy.yaml',
        'policyTypes: [Ingress]',
        'policyTypes: [Ingress, Egress]\n  egress:\n    - ports:\n        - port: 443',
      ],
    ],
    rules: ['network-tightened'],
  },
  {
    title: 'a NetworkPolicy more',
    edits: [
      [
        'templates/deny.yaml',
        '',
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {{ .Release.Name }}-deny\nspec:\n  podSelector: {}\n  policyTypes: [Ingress]\n',
      ],
    ],
    rules: ['network-tightened'],
  },
  {
    title: 'the budget lets nobody go',
    edits: [[VALUES, 'maxUnavailable: 1', 'maxUnavailable: 0']],
    rules: ['drain-blocked'],
  },
  {
    title: 'the budget keeps all pods',
    edits: [['templates/pdb.yaml', 'maxUnavailable: {{ .Values.pdb.maxUnavailable }}', 'minAvailable: 100%']],
    rules: ['drain-blocked'],
  },
  {
    title: 'an autoscaler in the place of replicas',
    edits: [[VALUES, 'autoscaling:\n  enabled: false', 'autoscaling:\n  enabled: true']],
    rules: ['replicas-dropped'],
  },
  { title: 'no pods by default', edits: [[VALUES, 'replicaCount: 2', 'replicaCount: 0']], rules: ['replicas'] },
  {
    title: 'strategy Recreate',
    edits: [[DEPLOYMENT, 'spec:\n  {{- if not', 'spec:\n  strategy:\n    type: Recreate\n  {{- if not']],
    rules: ['outage'],
  },
  {
    title: 'the Ingress has another class',
    edits: [[VALUES, 'className: nginx', 'className: traefik']],
    rules: ['route-lost', 'default-changed'],
  },
  {
    title: 'the Ingress serves another path',
    edits: [['templates/ingress.yaml', 'path: {{ .Values.ingress.path }}', 'path: /shop']],
    rules: ['route-lost', 'value-ignored'],
  },
  {
    title: 'TLS is dropped',
    edits: [
      [
        'templates/ingress.yaml',
        '  {{- with .Values.ingress.tls }}\n  tls:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n',
        '',
      ],
    ],
    rules: ['route-lost', 'value-ignored'],
  },
  {
    title: 'a value is renamed',
    edits: [
      [VALUES, 'greeting: hello', 'welcome: hello'],
      [DEPLOYMENT, '.Values.greeting', '.Values.welcome'],
      ['templates/configmap.yaml', '.Values.greeting', '.Values.welcome'],
    ],
    rules: ['value-ignored'],
  },
  {
    title: 'a value moves to another section',
    edits: [
      [VALUES, 'replicaCount: 2\n', 'deployment:\n  replicas: 2\n'],
      [DEPLOYMENT, '.Values.replicaCount', '.Values.deployment.replicas'],
    ],
    rules: ['value-ignored'],
  },
  {
    title: 'a value of a branch that is off is not read',
    edits: [['templates/ingress.yaml', '{{ .Values.ingress.host }}', 'shop.example.com']],
    rules: ['value-ignored'],
  },
  {
    title: 'a value that is passed through is dropped',
    edits: [
      [
        DEPLOYMENT,
        '            {{- with .Values.extraEnv }}\n            {{- toYaml . | nindent 12 }}\n            {{- end }}\n',
        '',
      ],
    ],
    rules: ['value-ignored'],
  },
  {
    title: 'a text becomes a map',
    edits: [
      [VALUES, 'greeting: hello', 'greeting:\n  text: hello'],
      [DEPLOYMENT, '.Values.greeting', '.Values.greeting.text'],
      ['templates/configmap.yaml', '.Values.greeting', '.Values.greeting.text'],
    ],
    rules: ['refused', 'value-ignored'],
  },
  {
    title: 'a list becomes a text',
    edits: [
      [VALUES, 'features: []', 'features: ""'],
      [DEPLOYMENT, 'join "," .Values.features', '.Values.features'],
    ],
    rules: ['field', 'value-elsewhere', 'refused'],
  },
  {
    title: 'a default of a feature that is off',
    edits: [[VALUES, 'schedule: "0 3 * * *"', 'schedule: "0 5 * * *"']],
    rules: ['default-changed'],
  },
  {
    title: 'a value is required',
    edits: [
      [VALUES, '  password: change-me\n', ''],
      [
        'templates/secret.yaml',
        '.Values.database.password',
        'required "database.password is needed" .Values.database.password',
      ],
    ],
    rules: ['refused'],
  },
  {
    title: 'a value is refused on purpose',
    edits: [
      [
        'templates/check.yaml',
        '',
        '{{- if gt (int .Values.replicaCount) 5 }}\n{{- fail "at most five" }}\n{{- end }}\n',
      ],
    ],
    rules: ['refused'],
  },
  {
    title: 'the schema requires a value',
    before: [OLD_SCHEMA],
    edits: [newSchema({ owner: { type: 'string' } }, { required: ['owner'] })],
    rules: ['refused'],
  },
  {
    title: 'the schema knows a word less',
    before: [OLD_SCHEMA],
    edits: [newSchema({ logLevel: { enum: ['debug', 'info', 'error'] } })],
    rules: ['refused'],
  },
  {
    title: 'the schema has a lower maximum',
    before: [OLD_SCHEMA],
    edits: [newSchema({ replicaCount: { type: 'integer', minimum: 0, maximum: 50 } })],
    rules: ['refused'],
  },
  {
    title: 'the schema has a shorter length',
    before: [OLD_SCHEMA],
    edits: [newSchema({ greeting: { type: 'string', maxLength: 100 } })],
    rules: ['refused'],
  },
  {
    title: 'the schema has a pattern',
    before: [OLD_SCHEMA],
    edits: [newSchema({ greeting: { type: 'string', pattern: '^[a-z]+$' } })],
    rules: ['refused'],
  },
  {
    title: 'the schema is closed',
    before: [OLD_SCHEMA],
    edits: [newSchema({}, { additionalProperties: false })],
    rules: ['refused'],
  },
  {
    title: 'the schema wants a number',
    before: [OLD_SCHEMA],
    edits: [newSchema({ greeting: { type: 'number' } })],
    rules: ['refused'],
  },
  {
    title: 'the schema wants different items',
    before: [OLD_SCHEMA],
    edits: [newSchema({ features: { type: 'array', items: { type: 'string' }, uniqueItems: true } })],
    rules: ['refused'],
  },
  {
    title: 'a new section without a default in the templates',
    edits: [
      [VALUES, 'podAnnotations: {}', 'podAnnotations: {}\nsecurity:\n  user: 1000'],
      [DEPLOYMENT, 'runAsUser: 1000', 'runAsUser: {{ .Values.security.user }}'],
    ],
    rules: ['reuse-values-refused'],
  },
  {
    title: 'a new value that is empty when it is missing',
    edits: [
      [VALUES, 'podAnnotations: {}', 'podAnnotations: {}\ngracePeriod: 40'],
      [DEPLOYMENT, 'terminationGracePeriodSeconds: 40', 'terminationGracePeriodSeconds: {{ .Values.gracePeriod }}'],
    ],
    rules: ['reuse-values-broken'],
  },
  {
    title: 'a CRD changes',
    edits: [
      [
        'crds/widgets.yaml',
        'schema: { openAPIV3Schema: { type: object } }',
        'schema: { openAPIV3Schema: { type: object, properties: { size: { type: integer } } } }',
      ],
    ],
    rules: ['crd-not-upgraded'],
  },
  {
    title: 'a CRD is new in crds/',
    edits: [
      [
        'crds/gadgets.yaml',
        '',
        (SHOP['crds/widgets.yaml'] ?? '').replaceAll('widgets', 'gadgets').replace('Widget', 'Gadget'),
      ],
    ],
    rules: ['crd-not-upgraded'],
  },
  {
    title: 'a CRD moves to templates',
    edits: [whole('crds/widgets.yaml'), ['templates/widgets.yaml', '', SHOP['crds/widgets.yaml'] ?? '']],
    rules: ['hook-ownership'],
  },
  {
    title: 'a hook becomes an object',
    edits: [
      [
        'templates/migrate.yaml',
        '  annotations:\n    helm.sh/hook: pre-install,pre-upgrade\n    helm.sh/hook-delete-policy: before-hook-creation\n',
        '',
      ],
    ],
    rules: ['hook-ownership'],
  },
  {
    title: 'an object becomes a hook',
    edits: [
      ['templates/secret.yaml', '-license\n', '-license\n  annotations:\n    helm.sh/hook: pre-install,pre-upgrade\n'],
    ],
    rules: ['hook-ownership'],
  },
  { title: 'an older application', edits: [['Chart.yaml', '4.5.6', '4.4.0']], rules: ['image-older'] },
  { title: 'an older database', edits: [[DATABASE, 'postgres:16.4', 'postgres:15.8']], rules: ['image-older'] },
  {
    title: 'another major version of the database',
    edits: [[DATABASE, 'postgres:16.4', 'postgres:17.0']],
    rules: ['image'],
  },
  { title: 'newer clusters only', edits: [['Chart.yaml', '>=1.25.0-0', '>=1.31.0-0']], rules: ['kube-version'] },
  {
    title: 'an API version that is gone',
    edits: [['templates/pdb.yaml', 'policy/v1', 'policy/v1beta1']],
    rules: ['api-version'],
  },
  {
    title: 'a Secret that somebody has to make',
    edits: [
      [
        DEPLOYMENT,
        'name: {{ include "shop.fullname" . }}\n                  key: password',
        'name: shop-credentials\n                  key: password',
      ],
    ],
    rules: ['reference'],
  },
  {
    title: 'a kind among the templates takes fewer words',
    before: [whole('crds/widgets.yaml'), ['templates/widgets.yaml', '', WIDGETS]],
    edits: [['templates/widgets.yaml', 'enum: [fast, slow]', 'enum: [fast]']],
    rules: ['crd-narrowed'],
  },
  {
    title: 'a kind among the templates requires a field',
    before: [whole('crds/widgets.yaml'), ['templates/widgets.yaml', '', WIDGETS]],
    edits: [['templates/widgets.yaml', 'type: object, properties', 'type: object, required: [mode], properties']],
    rules: ['crd-narrowed'],
  },
  {
    title: 'a webhook refuses what it can not be asked about',
    before: [['templates/webhook.yaml', '', WEBHOOK]],
    edits: [['templates/webhook.yaml', 'Ignore', 'Fail']],
    rules: ['admission'],
  },
  {
    title: 'who has the role edit may do less',
    before: [['templates/role-of-people.yaml', '', ROLE_OF_PEOPLE]],
    edits: [['templates/role-of-people.yaml', '[create, delete]', '[create]']],
    rules: ['permissions'],
  },
  {
    title: 'a password is drawn in each upgrade',
    before: [['templates/drawn.yaml', '', DRAWN]],
    edits: [['templates/drawn.yaml', ' (lookup "v1" "Secret" .Release.Namespace "drawn")', ' (dict)']],
    rules: ['data-lost'],
  },
];
