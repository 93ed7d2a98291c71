import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped } from './trapped';

/** Names of the cluster's own zone need no certificate. */
export const internalHost = trapped(
  defineChart({
    ...base,
    name: 'internal-host',
    values: z.object({ host: z.string().min(1).default('a.example.com') }),
    build(chart, { host }) {
      configMap(chart, { host, tls: host.endsWith('.internal') || host.endsWith('.svc') ? 'off' : 'on' });
    },
  }),
  { values: { host: 'db.internal' } },
  { values: { host: 'db.svc' } },
  { values: { host: 'internal' } },
  { values: { host: 'x.internal.com' } },
);

/** A role by its resource name. */
export const roleName = trapped(
  defineChart({
    ...base,
    name: 'role-name',
    values: z.object({ role: z.string().default('') }),
    build(chart, { role }) {
      it(chart, {
        annotations: role.startsWith('arn:aws:iam::')
          ? { 'eks.amazonaws.com/role-arn': role }
          : role.includes('.iam.gserviceaccount.com')
            ? { 'iam.gke.io/gcp-service-account': role }
            : {},
      });
    },
  }),
  { values: { role: 'arn:aws:iam::123456789012:role/shop' } },
  { values: { role: 'shop@acme.iam.gserviceaccount.com' } },
  { values: { role: 'arn:aws:s3:::x' } },
  { values: { role: 'x' } },
);

/** A digest is not a tag. */
export const digest = trapped(
  defineChart({
    ...base,
    name: 'digest',
    values: z.object({ repository: z.string().min(1).default('web'), version: z.string().min(1).default('1.0') }),
    build(chart, { repository, version }) {
      it(chart, { image: version.startsWith('sha256:') ? `${repository}@${version}` : `${repository}:${version}` });
    },
  }),
  { values: { version: 'sha256:0123456789abcdef' } },
  { values: { version: 'sha256' } },
  { values: { repository: 'sha256:x', version: '2' } },
);

/** Slashes at the end, cut. */
export const baseUrl = trapped(
  defineChart({
    ...base,
    name: 'base-url',
    values: z.object({ url: z.string().min(1).default('https://example.com') }),
    build(chart, { url }) {
      const root = url.endsWith('/') ? url.slice(0, -1) : url;
      configMap(chart, { root, health: `${root}/healthz` });
    },
  }),
  { values: { url: 'https://example.com/' } },
  { values: { url: 'https://example.com//' } },
  { values: { url: '/' } },
);

/** Entries whose key begins with a word go to the Secret. */
export const secretKeys = trapped(
  defineChart({
    ...base,
    name: 'secret-keys',
    values: z.object({ settings: z.record(z.string().regex(/^[A-Z_]{1,30}$/), z.string()).default({ MODE: 'fast' }) }),
    build(chart, { settings }) {
      const entries = Object.entries(settings);
      const secret = entries.filter(([key]) => key.startsWith('SECRET_') || key.endsWith('_TOKEN'));
      configMap(chart, Object.fromEntries(entries.filter((entry) => !secret.includes(entry))));
      if (secret.length > 0) it(chart, { stringData: Object.fromEntries(secret) }, 'secret');
    },
  }),
  { values: { settings: { SECRET_KEY: 'x' } } },
  { values: { settings: { API_TOKEN: 'x', MODE: 'slow' } } },
  { values: { settings: { A_SECRET_: 'x', TOKEN: 'y', B: 'z' } } },
);

/** The registry is the first part if it looks like a host. */
export const registryOf = trapped(
  defineChart({
    ...base,
    name: 'registry-of',
    values: z.object({ image: z.string().min(1).default('ghcr.io/acme/web:1') }),
    build(chart, { image }) {
      const [first = '', ...rest] = image.split('/');
      const isHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
      it(chart, { registry: isHost ? first : 'docker.io', image });
    },
  }),
  { values: { image: 'nginx' } },
  { values: { image: 'acme/web' } },
  { values: { image: 'localhost/web' } },
  { values: { image: 'registry:5000/web' } },
  { values: { image: 'nginx.v1' } },
);

/** A version with or without its `v`. */
export const versionPrefix = trapped(
  defineChart({
    ...base,
    name: 'version-prefix',
    values: z.object({ version: z.string().min(1).default('1.2.3') }),
    build(chart, { version }) {
      it(chart, { tag: version.startsWith('v') ? version : `v${version}`, plain: version.replace(/^v/, '') });
    },
  }),
  { values: { version: 'v1.2.3' } },
  { values: { version: 'vv1' } },
  { values: { version: 'V1' } },
);

/** The domain behind the first dot. */
export const parentDomain = trapped(
  defineChart({
    ...base,
    name: 'parent-domain',
    values: z.object({
      host: z
        .string()
        .regex(/^[a-z.]{1,40}$/)
        .default('shop.example.com'),
    }),
    build(chart, { host }) {
      const dot = host.indexOf('.');
      it(chart, { host, zone: dot === -1 ? host : host.slice(dot + 1), top: host.slice(host.lastIndexOf('.') + 1) });
    },
  }),
  { values: { host: 'localhost' } },
  { values: { host: '.' } },
  { values: { host: 'a.b' } },
  { values: { host: 'a.' } },
);

/** A path gets its slash. */
export const contextPath = trapped(
  defineChart({
    ...base,
    name: 'context-path',
    values: z.object({ path: z.string().default('/') }),
    build(chart, { path }) {
      const full = path.startsWith('/') ? path : `/${path}`;
      it(chart, { path: full, ...(full !== '/' && { rewrite: `^${full}/(.*)` }) });
    },
  }),
  { values: { path: '' } },
  { values: { path: 'app' } },
  { values: { path: '/app' } },
  { values: { path: '//' } },
);

/** A percentage or a number, told apart by its last character. */
export const percentOrNumber = trapped(
  defineChart({
    ...base,
    name: 'percent-or-number',
    values: z.object({
      maxUnavailable: z
        .string()
        .regex(/^[0-9]{1,2}%?$/)
        .default('25%'),
    }),
    build(chart, { maxUnavailable }) {
      it(chart, { maxUnavailable: maxUnavailable.endsWith('%') ? maxUnavailable : Number(maxUnavailable) });
    },
  }),
  { values: { maxUnavailable: '1' } },
  { values: { maxUnavailable: '00' } },
  { values: { maxUnavailable: '0%' } },
);
