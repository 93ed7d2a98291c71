import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:https';
import type { KubeObject } from '../../../../lib/manifests/manifest';

/** What an API server said of a new object: `cluster` where it depends on what else is there. */
export interface Answer {
  readonly verdict: 'taken' | 'refused' | 'cluster';
  readonly message: string;
}

/** What another cluster, or kubectl with another namespace, would take. */
const ONLY_HERE = /does not match the namespace sent|not configured for dual-stack|failed to allocate/;

interface Resource {
  readonly path: string;
  readonly namespaced: boolean;
}

/** The API server that $KUBECONFIG names, asked as `kubectl apply --dry-run=server` asks it for a new object. */
export class ApiServer {
  private readonly agent: Agent;
  private readonly url: string;
  private readonly resources = new Map<string, Resource>();

  constructor(kubectl = 'kubectl') {
    const run = (...args: string[]): string => execFileSync(kubectl, args, { maxBuffer: 2 ** 28 }).toString();
    const config = JSON.parse(run('config', 'view', '--raw', '--minify', '-o', 'json')) as {
      clusters: { cluster: { server: string; 'certificate-authority-data': string } }[];
      users: { user: { 'client-certificate-data': string; 'client-key-data': string } }[];
    };
    const [{ cluster } = fail(), { user } = fail()] = [config.clusters[0], config.users[0]];
    const decoded = (data: string): string => Buffer.from(data, 'base64').toString();
    this.url = cluster.server;
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: 8,
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
    });
    for (const line of run('api-resources', '--no-headers').trim().split('\n')) {
      const words = line.trim().split(/\s+/);
      const [apiVersion = '', namespaced = '', kind = ''] = words.slice(-3);
      this.resources.set(`${apiVersion}/${kind}`, {
        path: `${apiVersion === 'v1' ? '/api' : '/apis'}/${apiVersion}#${words[0] ?? ''}`,
        namespaced: namespaced === 'true',
      });
    }
    // api-resources names the preferred version of each kind alone.
    this.resources.set('autoscaling/v1/HorizontalPodAutoscaler', {
      path: '/apis/autoscaling/v1#horizontalpodautoscalers',
      namespaced: true,
    });
  }

  /** Asks about one object that is not there yet. */
  async ask(object: KubeObject): Promise<Answer> {
    // kubectl itself says so.
    if (!object.metadata?.name) return { verdict: 'refused', message: 'resource name may not be empty' };
    const resource = this.resources.get(`${object.apiVersion}/${object.kind}`);
    if (!resource) return { verdict: 'refused', message: 'no matches for kind' };
    const [version = '', plural = ''] = resource.path.split('#');
    const where = `${version}/${resource.namespaced ? 'namespaces/default/' : ''}${plural}`;
    const { status, text } = await this.post(`${where}?dryRun=All&fieldValidation=Strict`, JSON.stringify(object));
    const message = (JSON.parse(text) as { message?: string }).message ?? '';
    // 409: there already; 403: what an admission plugin looked up.
    const verdict =
      status < 300 || status === 409
        ? 'taken'
        : status === 403 || status >= 500 || ONLY_HERE.test(message)
          ? 'cluster'
          : 'refused';
    return { verdict, message };
  }

  private post(path: string, body: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const sent = request(this.url + path, { method: 'POST', agent: this.agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function fail(): never {
  throw new Error('The kubeconfig names no cluster or no user.');
}
