import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, deployment, label, object, service, some, texts } from './author';

export const nameOverrides = defineChart({
  ...base,
  name: 'name-overrides',
  values: z.object({ nameOverride: z.string().default(''), fullnameOverride: z.string().default('') }),
  build(chart, { nameOverride, fullnameOverride }, release) {
    configMap(chart, fullnameOverride || `${release.name}-${nameOverride || 'web'}`, { a: 'b' });
  },
});

export const nameTruncated = defineChart({
  ...base,
  name: 'name-truncated',
  values: z.object({
    nameOverride: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,60}$/)
      .default('web'),
  }),
  build(chart, { nameOverride }, release) {
    configMap(chart, `${release.name}-${nameOverride}`.slice(0, 63).replace(/-+$/, ''), { a: 'b' });
  },
});

export const helmFullname = defineChart({
  ...base,
  name: 'helm-fullname',
  values: z.object({
    nameOverride: label.or(z.literal('')).default(''),
    fullnameOverride: label.or(z.literal('')).default(''),
  }),
  build(chart, { nameOverride, fullnameOverride }, release) {
    const name = nameOverride || 'helm-fullname';
    const full = fullnameOverride || (release.name.includes(name) ? release.name : `${release.name}-${name}`);
    object(chart, 'v1', 'ServiceAccount', full.slice(0, 63), {
      metadata: { name: full.slice(0, 63), labels: { 'app.kubernetes.io/name': name.slice(0, 63) } },
    });
  },
});

export const commonLabels = defineChart({
  ...base,
  name: 'common-labels',
  values: z.object({ commonLabels: texts.default({}), podLabels: texts.default({}) }),
  build(chart, { commonLabels, podLabels }, release) {
    const own = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/managed-by': release.service };
    object(chart, 'v1', 'ServiceAccount', release.name, {
      metadata: { name: release.name, labels: { ...commonLabels, ...own } },
    });
    deployment(chart, release, { labels: { ...commonLabels, ...podLabels } });
  },
});

export const commonAnnotations = defineChart({
  ...base,
  name: 'common-annotations',
  values: z.object({
    commonAnnotations: texts.default({}),
    service: z.object({ annotations: texts.default({}) }).prefault({}),
  }),
  build(chart, { commonAnnotations, service: own }, release) {
    service(
      chart,
      release,
      { ports: [{ port: 80 }] },
      some('annotations', { ...commonAnnotations, ...own.annotations }),
    );
    object(chart, 'v1', 'ServiceAccount', release.name, {
      metadata: { name: release.name, ...some('annotations', commonAnnotations) },
    });
  },
});

export const namespaceOverride = defineChart({
  ...base,
  name: 'namespace-override',
  values: z.object({ namespaceOverride: z.string().default('') }),
  build(chart, { namespaceOverride }, release) {
    object(chart, 'v1', 'ServiceAccount', release.name, {
      metadata: { name: release.name, ...(namespaceOverride && { namespace: namespaceOverride }) },
    });
  },
});

export const components = defineChart({
  ...base,
  name: 'components',
  values: z.object({
    components: z
      .record(
        label,
        z.object({
          enabled: z.boolean().default(true),
          replicas: z.int().min(0).max(20).default(1),
          image: z.string().min(1),
        }),
      )
      .default({ server: { enabled: true, replicas: 1, image: 's:1' } }),
  }),
  build(chart, { components }, release) {
    for (const [id, { enabled, replicas, image }] of Object.entries(components)) {
      if (!enabled) continue;
      const labels = { 'app.kubernetes.io/instance': release.name, 'app.kubernetes.io/component': id };
      object(chart, 'apps/v1', 'Deployment', `${release.name}-${id}`, {
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: id, image }] } },
        },
      });
    }
  },
});

export const stageNames = defineChart({
  ...base,
  name: 'stage-names',
  values: z.object({
    stage: z.enum(['dev', 'test', 'prod']).default('dev'),
    domain: z.string().min(1).default('example.com'),
    app: label.default('shop'),
  }),
  build(chart, { stage, domain, app }, release) {
    configMap(chart, `${app}-${stage}`, {
      HOST: stage === 'prod' ? `${app}.${domain}` : `${app}.${stage}.${domain}`,
      NAMESPACE: release.namespace ?? '',
    });
  },
});

export const dnsNames = defineChart({
  ...base,
  name: 'dns-names',
  values: z.object({
    domain: z
      .string()
      .regex(/^[a-z]{1,10}(\.[a-z]{1,10}){1,3}$/)
      .default('shop.example.com'),
  }),
  build(chart, { domain }, release) {
    configMap(chart, `${release.name}-${domain.replaceAll('.', '-')}`, {
      domain,
      service: `${release.name}.${release.namespace}.svc.cluster.local`,
    });
  },
});

export const upperLower = defineChart({
  ...base,
  name: 'upper-lower',
  values: z.object({
    environment: z
      .string()
      .regex(/^[A-Za-z]{1,12}$/)
      .default('Production'),
  }),
  build(chart, { environment }, release) {
    configMap(chart, `${release.name}-${environment.toLowerCase()}`, {
      ENVIRONMENT: environment.toUpperCase(),
      title: environment,
    });
  },
});

export const partOf = defineChart({
  ...base,
  name: 'part-of',
  values: z.object({
    partOf: z.string().default(''),
    owner: z.string().optional(),
    costCenter: z.int().min(1).max(99999).optional(),
  }),
  build(chart, { partOf, owner, costCenter }, release) {
    object(chart, 'v1', 'ServiceAccount', release.name, {
      metadata: {
        name: release.name,
        labels: {
          app: release.name,
          ...(partOf && { 'app.kubernetes.io/part-of': partOf }),
          ...(owner !== undefined && { owner }),
          ...(costCenter !== undefined && { 'cost-center': String(costCenter) }),
        },
      },
    });
  },
});

export const interpolated = defineChart({
  ...base,
  name: 'interpolated',
  values: z.object({
    host: z.string().default('{release}.example.com'),
    greeting: z.string().default('Hello from {namespace}'),
  }),
  build(chart, { host, greeting }, release) {
    const filled = (text: string): string =>
      text.replaceAll('{release}', release.name).replaceAll('{namespace}', release.namespace ?? '');
    configMap(chart, release.name, { host: filled(host), greeting: filled(greeting) });
  },
});

export const notes = defineChart({
  ...base,
  name: 'notes',
  values: z.object({
    ingress: z.object({ enabled: z.boolean().default(false), host: z.string().default('x.local') }).prefault({}),
    service: z.object({ port: z.int().min(1).max(65535).default(80) }).prefault({}),
  }),
  build(chart, { service: { port } }, release) {
    service(chart, release, { ports: [{ port }] });
  },
  notes({ ingress, service: { port } }, release) {
    return ingress.enabled
      ? `Open http://${ingress.host}/\n`
      : `kubectl -n ${release.namespace} port-forward service/${release.name} 8080:${port}\n`;
  },
});
