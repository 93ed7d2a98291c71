import { ApiObject, type Chart } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base } from './author';

/** Values that are one of several maps, or a map in place of a word; base64 in JSON. */
const it = (chart: Chart, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', spec });
const label = z.string().regex(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
export const uStorage = defineChart({
  ...base,
  name: 'u-storage',
  values: z.object({
    volumes: z
      .array(
        z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('pvc'),
            name: label,
            size: z
              .string()
              .regex(/^[0-9]{1,4}(Mi|Gi)$/)
              .default('1Gi'),
          }),
          z.object({ kind: z.literal('configMap'), name: label, items: z.array(label).default([]) }),
          z.object({ kind: z.literal('emptyDir'), name: label, medium: z.enum(['', 'Memory']).default('') }),
        ]),
      )
      .default([]),
  }),
  build(chart, { volumes }) {
    it(chart, {
      volumes: volumes.map((v) => {
        switch (v.kind) {
          case 'pvc':
            return { name: v.name, persistentVolumeClaim: { claimName: v.name, size: v.size } };
          case 'configMap':
            return {
              name: v.name,
              configMap: {
                name: v.name,
                ...(v.items.length > 0 && { items: v.items.map((k) => ({ key: k, path: k })) }),
              },
            };
          default:
            return { name: v.name, emptyDir: v.medium ? { medium: v.medium } : {} };
        }
      }),
    });
  },
});
export const uProbe = defineChart({
  ...base,
  name: 'u-probe',
  values: z.object({
    probe: z
      .union([
        z.object({ httpGet: z.object({ path: z.string().min(1), port: z.int().min(1).max(65535) }) }),
        z.object({ exec: z.object({ command: z.array(z.string()).min(1) }) }),
      ])
      .optional(),
  }),
  build(chart, { probe }) {
    it(chart, { ...(probe && { livenessProbe: { ...probe, periodSeconds: 10 } }) });
  },
});
export const uFlag = defineChart({
  ...base,
  name: 'u-flag',
  values: z.object({
    ingress: z.union([z.boolean(), z.object({ host: label, tls: z.boolean().default(false) })]).default(false),
  }),
  build(chart, { ingress }) {
    if (ingress)
      it(
        chart,
        { host: ingress === true ? 'localhost' : ingress.host, tls: ingress === true ? false : ingress.tls },
        'ing',
      );
    it(chart, { a: 1 }, 'always');
  },
});
export const uAuth = defineChart({
  ...base,
  name: 'u-auth',
  values: z.object({
    auth: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('none') }),
        z.object({ type: z.literal('basic'), user: label, password: z.string().min(8) }),
        z.object({ type: z.literal('token'), token: z.string().min(16) }),
      ])
      .default({ type: 'none' }),
  }),
  build(chart, { auth }) {
    if (auth.type !== 'none')
      it(
        chart,
        { data: auth.type === 'basic' ? { user: auth.user, password: auth.password } : { token: auth.token } },
        'secret',
      );
    it(chart, { auth: auth.type }, 'main');
  },
});
export const uStrings = defineChart({
  ...base,
  name: 'u-strings',
  values: z.object({ command: z.union([z.string().min(1), z.array(z.string())]).default('run') }),
  build(chart, { command }) {
    it(chart, { command: typeof command === 'string' ? ['sh', '-c', command] : command });
  },
});

export const pMin = defineChart({
  ...base,
  name: 'p-min',
  values: z.object({
    auth: z
      .object({ user: z.string().min(3), password: z.string().min(8) })
      .default({ user: 'aaa', password: 'x'.repeat(9) }),
  }),
  build(chart, { auth }) {
    it(chart, auth);
  },
});
export const pOpt = defineChart({
  ...base,
  name: 'p-opt',
  values: z.object({ auth: z.object({ user: z.string().min(3), password: z.string().min(8) }).optional() }),
  build(chart, { auth }) {
    it(chart, auth ?? {});
  },
});

const values = z.object({
  registry: z
    .object({
      server: z.string().min(1).default('ghcr.io'),
      username: z.string().default('me'),
      password: z.string().default(''),
    })
    .prefault({}),
});
const b64 = (t: string) => Buffer.from(t).toString('base64');
export const dLogin = defineChart({
  ...base,
  name: 'd-login',
  values,
  build(chart, { registry: { server, username, password } }) {
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    it(chart, {
      '.dockerconfigjson': Buffer.from(JSON.stringify({ auths: { [server]: { username, password, auth } } })).toString(
        'base64',
      ),
    });
  },
});
export const dPlain = defineChart({
  ...base,
  name: 'd-plain',
  values,
  build(chart, { registry: { username, password } }) {
    it(chart, {
      user: b64(username),
      basic: `Basic ${b64(`${username}:${password}`)}`,
      json: b64(JSON.stringify({ username })),
      raw: btoa('x'),
    });
  },
});
export const dString = defineChart({
  ...base,
  name: 'd-string',
  values,
  build(chart, { registry: { server, username, password } }) {
    it(chart, {
      '.dockerconfigjson': JSON.stringify({
        auths: { [server]: { username, password, auth: b64(`${username}:${password}`) } },
      }),
    });
  },
});
export const dJ1 = defineChart({
  ...base,
  name: 'd-j1',
  values,
  build(chart, { registry: { username, password } }) {
    it(chart, { j: JSON.stringify({ username, auth: b64(`${username}:${password}`) }) });
  },
});
export const dJ2 = defineChart({
  ...base,
  name: 'd-j2',
  values,
  build(chart, { registry: { server, username } }) {
    it(chart, { j: JSON.stringify({ [server]: { username } }) });
  },
});
export const dJ3 = defineChart({
  ...base,
  name: 'd-j3',
  values,
  build(chart, { registry: { server, username } }) {
    it(chart, { [server]: { username } });
  },
});
