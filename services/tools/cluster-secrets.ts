import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The Kubernetes API, as one namespace sees it. */
export interface SecretsApi {
  /** The names of the Secret's keys; undefined when there is none. */
  keys(name: string): Promise<readonly string[] | undefined>;
  /** @returns false when there is one already */
  create(
    name: string,
    data: Readonly<Record<string, string>>,
    labels: Readonly<Record<string, string>>,
  ): Promise<boolean>;
  /** Adds keys to a Secret that is there. */
  add(name: string, data: Readonly<Record<string, string>>): Promise<void>;
}

/** Where a pod finds the token of its service account. */
const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The API of the cluster that this pod runs in, with the token of its service account. Needs get, create and patch. */
export function clusterSecrets(environment: NodeJS.ProcessEnv = process.env, folder = serviceAccount): SecretsApi {
  const file = (name: string) => readFileSync(join(folder, name), 'utf8');
  const path = `/api/v1/namespaces/${file('namespace').trim()}/secrets`;
  const encode = (data: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]));

  async function call(method: string, at: string, allowed: readonly number[], body?: object, type = 'json') {
    // A pod's network policy, or the API server itself, may be a moment behind the pod.
    for (let attempt = 1; ; attempt++) {
      try {
        const { status, text } = await send(method, at, body, type);
        if (allowed.includes(status)) return { status, text };
        if (status < 500 || attempt === 10)
          throw new Error(`${method} ${at}: the API answered ${status}: ${text.slice(0, 300)}`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined || attempt === 10) throw error;
      }
      await sleep(attempt * 500);
    }
  }

  function send(method: string, at: string, body: object | undefined, type: string) {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const outgoing = request(
        {
          host: environment['KUBERNETES_SERVICE_HOST'],
          port: environment['KUBERNETES_SERVICE_PORT'],
          ca: file('ca.crt'),
          method,
          path: at,
          timeout: 10_000,
          headers: { authorization: `Bearer ${file('token')}`, ...(body && { 'content-type': `application/${type}` }) },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text })).on('error', reject);
        },
      );
      outgoing.on('timeout', () =>
        outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      );
      outgoing.on('error', reject).end(body && JSON.stringify(body));
    });
  }

  return {
    async keys(name) {
      const { status, text } = await call('GET', `${path}/${name}`, [200, 404]);
      return status === 404 ? undefined : Object.keys((JSON.parse(text) as { data?: object }).data ?? {});
    },
    async create(name, data, labels) {
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, labels },
        type: 'Opaque',
        data: encode(data),
      };
      return (await call('POST', path, [201, 409], secret)).status === 201;
    },
    async add(name, data) {
      await call('PATCH', `${path}/${name}`, [200], { data: encode(data) }, 'merge-patch+json');
    },
  };
}
