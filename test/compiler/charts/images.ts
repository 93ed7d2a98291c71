import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, deployment, freeList, object, some, texts } from './author';

const image = { repository: z.string().min(1).default('acme/web'), tag: z.string().default('') };

export const imageParts = defineChart({
  ...base,
  name: 'image-parts',
  values: z.object({
    image: z
      .object({ registry: z.string().min(1).default('ghcr.io'), ...image, tag: z.string().min(1).default('1.0') })
      .prefault({}),
  }),
  build(chart, { image }, release) {
    deployment(chart, release, { container: { image: `${image.registry}/${image.repository}:${image.tag}` } });
  },
});

export const appVersionTag = defineChart({
  ...base,
  name: 'app-version-tag',
  appVersion: '2.4.1',
  values: z.object({
    image: z
      .object({ ...image, pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).default('IfNotPresent') })
      .prefault({}),
  }),
  build(chart, { image }, release) {
    deployment(chart, release, {
      container: { image: `${image.repository}:${image.tag || '2.4.1'}`, imagePullPolicy: image.pullPolicy },
    });
  },
});

export const imageDigest = defineChart({
  ...base,
  name: 'image-digest',
  values: z.object({ image: z.object({ ...image, digest: z.string().default('') }).prefault({}) }),
  build(chart, { image }, release) {
    const reference = image.digest
      ? `${image.repository}@${image.digest}`
      : `${image.repository}:${image.tag || 'latest'}`;
    deployment(chart, release, { container: { image: reference } });
  },
});

export const globalRegistry = defineChart({
  ...base,
  name: 'global-registry',
  values: z.object({
    imageRegistry: z.string().default(''),
    image: z.object({ registry: z.string().default('docker.io'), ...image }).prefault({}),
  }),
  build(chart, { imageRegistry, image }, release) {
    deployment(chart, release, {
      container: { image: `${imageRegistry || image.registry}/${image.repository}:${image.tag || '1.0'}` },
    });
  },
});

export const pullSecretNames = defineChart({
  ...base,
  name: 'pull-secret-names',
  values: z.object({ imagePullSecrets: z.array(z.string().min(1)).default([]) }),
  build(chart, { imagePullSecrets }, release) {
    deployment(chart, release, {
      pod: some(
        'imagePullSecrets',
        imagePullSecrets.map((name) => ({ name })),
      ),
    });
  },
});

export const pullSecretObjects = defineChart({
  ...base,
  name: 'pull-secret-objects',
  values: z.object({
    imagePullSecrets: z.array(z.object({ name: z.string().min(1) })).default([{ name: 'registry' }]),
  }),
  build(chart, { imagePullSecrets }, release) {
    deployment(chart, release, { pod: { ...(imagePullSecrets.length > 0 && { imagePullSecrets }) } });
  },
});

export const pullSecretEither = defineChart({
  ...base,
  name: 'pull-secret-either',
  values: z.object({
    imagePullSecrets: z.array(z.union([z.string(), z.object({ name: z.string() })])).default(['registry']),
  }),
  build(chart, { imagePullSecrets }, release) {
    deployment(chart, release, {
      pod: { imagePullSecrets: imagePullSecrets.map((one) => (typeof one === 'string' ? { name: one } : one)) },
    });
  },
});

export const registryLogin = defineChart({
  ...base,
  name: 'registry-login',
  values: z.object({
    registry: z
      .object({
        server: z.string().min(1).default('ghcr.io'),
        username: z.string().default(''),
        password: z.string().default(''),
      })
      .prefault({}),
  }),
  build(chart, { registry: { server, username, password } }, release) {
    if (!username) return void deployment(chart, release, {});
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    const name = `${release.name}-registry`;
    object(chart, 'v1', 'Secret', name, {
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': Buffer.from(JSON.stringify({ auths: { [server]: { auth } } })).toString('base64') },
    });
    deployment(chart, release, { pod: { imagePullSecrets: [{ name }] } });
  },
});

export const initImage = defineChart({
  ...base,
  name: 'init-image',
  values: z.object({
    image: z.object(image).prefault({}),
    init: z.object({ enabled: z.boolean().default(false), image: z.string().default('') }).prefault({}),
  }),
  build(chart, { image, init }, release) {
    const main = `${image.repository}:${image.tag || '1.0'}`;
    deployment(chart, release, {
      container: { image: main },
      pod: {
        ...(init.enabled && { initContainers: [{ name: 'init', image: init.image || main, command: ['migrate'] }] }),
      },
    });
  },
});

export const imagesByComponent = defineChart({
  ...base,
  name: 'images-by-component',
  values: z.object({
    images: z
      .record(z.enum(['server', 'worker', 'ui']), z.string().min(1))
      .default({ server: 'a:1', worker: 'b:1', ui: 'c:1' }),
  }),
  build(chart, { images }, release) {
    deployment(chart, release, {
      pod: { containers: ['server', 'worker', 'ui'].map((name) => ({ name, image: images[name as 'ui'] })) },
    });
  },
});

export const imageAnnotations = defineChart({
  ...base,
  name: 'image-annotations',
  values: z.object({ image: z.string().min(1).default('ghcr.io/acme/web:1.0'), podAnnotations: texts.default({}) }),
  build(chart, { image, podAnnotations }, release) {
    deployment(chart, release, {
      container: { image },
      annotations: { 'example.org/image': image, ...podAnnotations },
    });
  },
});

export const sidecarImages = defineChart({
  ...base,
  name: 'sidecar-images',
  values: z.object({
    extraContainers: freeList.default([]),
    metrics: z.object({ enabled: z.boolean().default(true), image: z.string().default('exporter:1') }).prefault({}),
  }),
  build(chart, { extraContainers, metrics }, release) {
    deployment(chart, release, {
      pod: {
        containers: [
          { name: 'web', image: 'web:1' },
          ...(metrics.enabled
            ? [{ name: 'metrics', image: metrics.image, ports: [{ name: 'metrics', containerPort: 9121 }] }]
            : []),
          ...extraContainers,
        ],
      },
    });
  },
});
