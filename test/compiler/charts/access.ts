import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, deployment, freeList, freeMap, label, object, some, texts } from './author';

export const serviceAccount = defineChart({
  ...base,
  name: 'service-account',
  values: z.object({
    serviceAccount: z
      .object({
        create: z.boolean().default(true),
        name: z.string().default(''),
        annotations: texts.default({}),
        automount: z.boolean().default(false),
      })
      .prefault({}),
  }),
  build(chart, { serviceAccount }, release) {
    const name = serviceAccount.create ? serviceAccount.name || release.name : serviceAccount.name || 'default';
    if (serviceAccount.create)
      object(chart, 'v1', 'ServiceAccount', name, {
        metadata: { name, ...some('annotations', serviceAccount.annotations) },
        automountServiceAccountToken: serviceAccount.automount,
      });
    deployment(chart, release, { pod: { serviceAccountName: name } });
  },
});

const verb = z.enum(['get', 'list', 'watch', 'create', 'update', 'delete']);
export const rbacRules = defineChart({
  ...base,
  name: 'rbac-rules',
  values: z.object({
    rbac: z
      .object({
        create: z.boolean().default(true),
        rules: z
          .array(
            z.object({ apiGroups: z.array(z.string()), resources: z.array(z.string().min(1)), verbs: z.array(verb) }),
          )
          .default([]),
      })
      .prefault({}),
  }),
  build(chart, { rbac }, release) {
    if (!rbac.create) return;
    object(chart, 'rbac.authorization.k8s.io/v1', 'Role', release.name, {
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }, ...rbac.rules],
    });
    object(chart, 'rbac.authorization.k8s.io/v1', 'RoleBinding', release.name, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: release.name },
      subjects: [{ kind: 'ServiceAccount', name: release.name, namespace: release.namespace }],
    });
  },
});

export const rbacScope = defineChart({
  ...base,
  name: 'rbac-scope',
  values: z.object({
    clusterWide: z.boolean().default(false),
    readSecrets: z.boolean().default(false),
    extraRules: freeList.default([]),
  }),
  build(chart, { clusterWide, readSecrets, extraRules }, release) {
    const kind = clusterWide ? 'ClusterRole' : 'Role';
    const rules = [
      { apiGroups: [''], resources: ['pods', ...(readSecrets ? ['secrets'] : [])], verbs: ['get', 'list', 'watch'] },
      ...extraRules,
    ];
    object(chart, 'rbac.authorization.k8s.io/v1', kind, release.name, { rules });
    object(chart, 'rbac.authorization.k8s.io/v1', `${kind}Binding`, release.name, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: release.name },
    });
  },
});

export const bindings = defineChart({
  ...base,
  name: 'bindings',
  values: z.object({
    users: z.array(z.string().min(1)).default([]),
    groups: z.array(z.string().min(1)).default(['dev']),
    role: z.enum(['view', 'edit', 'admin']).default('view'),
  }),
  build(chart, { users, groups, role }, release) {
    const apiGroup = 'rbac.authorization.k8s.io';
    object(chart, `${apiGroup}/v1`, 'RoleBinding', release.name, {
      roleRef: { apiGroup, kind: 'ClusterRole', name: role },
      subjects: [
        ...users.map((name) => ({ kind: 'User', name, apiGroup })),
        ...groups.map((name) => ({ kind: 'Group', name, apiGroup })),
      ],
    });
  },
});

export const namespacesRoles = defineChart({
  ...base,
  name: 'namespaces-roles',
  values: z.object({ namespaces: z.array(label).default([]) }),
  build(chart, { namespaces }, release) {
    for (const namespace of new Set(namespaces))
      object(chart, 'rbac.authorization.k8s.io/v1', 'Role', `${release.name}-${namespace}`, {
        metadata: { name: `${release.name}-${namespace}`, namespace },
        rules: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] }],
      });
  },
});

export const podSecurity = defineChart({
  ...base,
  name: 'pod-security',
  values: z.object({
    podSecurityContext: freeMap.default({ fsGroup: 2000 }),
    securityContext: freeMap.default({ runAsNonRoot: true, capabilities: { drop: ['ALL'] } }),
  }),
  build(chart, { podSecurityContext, securityContext }, release) {
    deployment(chart, release, {
      container: some('securityContext', securityContext),
      pod: some('securityContext', podSecurityContext),
    });
  },
});

export const podSecurityTyped = defineChart({
  ...base,
  name: 'pod-security-typed',
  values: z.object({
    security: z
      .object({
        enabled: z.boolean().default(true),
        runAsUser: z.int().min(0).max(2_147_483_647).default(1001),
        fsGroup: z.int().min(0).max(2_147_483_647).optional(),
        readOnlyRootFilesystem: z.boolean().default(true),
        addCapabilities: z.array(z.string().min(1)).default([]),
      })
      .prefault({}),
  }),
  build(chart, { security: { enabled, runAsUser, fsGroup, readOnlyRootFilesystem, addCapabilities } }, release) {
    if (!enabled) return void deployment(chart, release, {});
    deployment(chart, release, {
      container: {
        securityContext: {
          runAsUser,
          runAsNonRoot: runAsUser > 0,
          readOnlyRootFilesystem,
          capabilities: { drop: ['ALL'], ...some('add', addCapabilities) },
        },
      },
      pod: { securityContext: { fsGroup: fsGroup ?? runAsUser } },
    });
  },
});

export const openshift = defineChart({
  ...base,
  name: 'openshift',
  values: z.object({
    openshift: z.boolean().default(false),
    runAsUser: z.int().min(1).max(65535).default(1000),
    route: z
      .object({
        host: z.string().default(''),
        termination: z.enum(['edge', 'passthrough', 'reencrypt']).default('edge'),
      })
      .prefault({}),
  }),
  build(chart, { openshift, runAsUser, route }, release) {
    deployment(chart, release, {
      pod: { securityContext: { runAsNonRoot: true, ...(!openshift && { runAsUser, fsGroup: runAsUser }) } },
    });
    if (openshift)
      object(chart, 'route.openshift.io/v1', 'Route', release.name, {
        spec: {
          ...some('host', route.host),
          to: { kind: 'Service', name: release.name },
          tls: { termination: route.termination },
        },
      });
  },
});

export const workloadIdentity = defineChart({
  ...base,
  name: 'workload-identity',
  values: z.object({
    identity: z
      .object({ provider: z.enum(['none', 'aws', 'gcp', 'azure']).default('none'), id: z.string().default('') })
      .prefault({}),
  }),
  build(chart, { identity: { provider, id } }, release) {
    const keys = {
      aws: 'eks.amazonaws.com/role-arn',
      gcp: 'iam.gke.io/gcp-service-account',
      azure: 'azure.workload.identity/client-id',
    };
    object(chart, 'v1', 'ServiceAccount', release.name, {
      metadata: { name: release.name, ...(provider !== 'none' && { annotations: { [keys[provider]]: id } }) },
    });
    deployment(chart, release, {
      labels: provider === 'azure' ? { 'azure.workload.identity/use': 'true' } : {},
      pod: { serviceAccountName: release.name },
    });
  },
});

export const externalSecret = defineChart({
  ...base,
  name: 'external-secret',
  values: z.object({
    externalSecret: z
      .object({
        enabled: z.boolean().default(false),
        store: z.string().min(1).default('vault'),
        refreshHours: z.int().min(1).max(168).default(1),
        keys: texts.default({}),
      })
      .prefault({}),
  }),
  build(chart, { externalSecret: { enabled, store, refreshHours, keys } }, release) {
    deployment(chart, release, { container: { envFrom: [{ secretRef: { name: release.name } }] } });
    if (!enabled) return void object(chart, 'v1', 'Secret', release.name, { stringData: { placeholder: 'x' } });
    object(chart, 'external-secrets.io/v1', 'ExternalSecret', release.name, {
      spec: {
        refreshInterval: `${refreshHours}h`,
        secretStoreRef: { kind: 'ClusterSecretStore', name: store },
        data: Object.entries(keys).map(([secretKey, key]) => ({ secretKey, remoteRef: { key } })),
      },
    });
  },
});

export const adminUsers = defineChart({
  ...base,
  name: 'admin-users',
  values: z.object({
    accounts: z
      .record(
        label,
        z.object({
          enabled: z.boolean().default(true),
          capabilities: z.array(z.enum(['login', 'apiKey'])).default(['login']),
        }),
      )
      .default({}),
    policy: z.string().default(''),
  }),
  build(chart, { accounts, policy }, release) {
    object(chart, 'v1', 'ConfigMap', `${release.name}-accounts`, {
      data: Object.fromEntries(
        Object.entries(accounts).flatMap(([name, { enabled, capabilities }]) => [
          [`accounts.${name}`, capabilities.join(', ')],
          [`accounts.${name}.enabled`, String(enabled)],
        ]),
      ),
    });
    object(chart, 'v1', 'ConfigMap', `${release.name}-rbac`, {
      data: { 'policy.csv': policy, 'policy.default': policy ? '' : 'role:readonly' },
    });
  },
});
