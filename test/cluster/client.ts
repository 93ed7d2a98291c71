import fs from 'node:fs';
import path from 'node:path';
import { run, type Kubectl } from './kubectl';

/** Pods that go take some ten seconds to do so, and their end has to be seen. */
const AFTER_MS = 15_000;

/** What a load found. */
export interface LoadResult {
  readonly requests: number;
  readonly failed: number;
  readonly failures: Record<string, number>;
  readonly slowestMs: number;
}

/** What a load asks for, and what an answer has to hold. */
export interface LoadRequest {
  readonly url: string;
  readonly host: string;
  readonly expected: string;
  /** At most. @default 300 */
  readonly seconds?: number;
  /** @default 8 */
  readonly connections?: number;
  /** Between an answer and the next request on a connection. @default 5 */
  readonly pauseMs?: number;
}

/** A pod in the cluster that sends requests: works wherever kubectl works, and sees the cluster as other pods do. */
export class Client {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly image: string,
  ) {}

  /** @param node that it has to be on. @default - any */
  async start(node?: string): Promise<void> {
    const script = fs.readFileSync(path.join(__dirname, 'load.js'), 'utf8');
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'client' }, data: { 'load.js': script } };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'client', labels: { app: 'client' } },
      spec: {
        terminationGracePeriodSeconds: 0,
        nodeName: node,
        securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'client',
            image: this.image,
            command: ['node', '-e', 'setInterval(() => {}, 1e9)'],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            volumeMounts: [{ name: 'script', mountPath: '/client' }],
          },
        ],
        volumes: [{ name: 'script', configMap: { name: 'client' } }],
      },
    };
    await this.kubectl.run(
      ['apply', '--filename', '-'],
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [config, pod] }),
    );
    await this.kubectl.run(['wait', '--for=condition=Ready', 'pod/client', '--timeout=120s']);
  }

  /** GET; the status and the text of the answer. */
  async get(url: string, host: string): Promise<{ status: number; body: string }> {
    // By node:http, since fetch does not let a Host header be set.
    const script = `const request = require('node:http').get(process.argv[1], { headers: { host: process.argv[2] } }, (r) => {
      let body = ''; r.on('data', (c) => (body += c)); r.on('end', () => console.log(JSON.stringify({ status: r.statusCode, body })));
    }).on('error', (e) => console.log(JSON.stringify({ status: 0, body: e.message })));
    setTimeout(() => request.destroy(new Error('no answer within 10 s')), 10000).unref();`;
    return JSON.parse(await this.kubectl.run(['exec', 'client', '--', 'node', '-e', script, url, host])) as {
      status: number;
      body: string;
    };
  }

  /** Load while `during` runs and for some seconds before and after it, at most for as many as the request says. */
  async load(request: LoadRequest, during: () => Promise<void>): Promise<LoadResult> {
    const { url, host, expected, seconds = 300, connections = 8, pauseMs = 5 } = request;
    const args = ['--namespace', this.kubectl.namespace, 'exec', '--stdin', 'client', '--', 'node', '/client/load.js'];
    const happened = pause(2000).then(during);
    const ran = await run(
      'kubectl',
      [...args, url, host, String(seconds), String(connections), String(pauseMs), expected],
      { timeoutMs: (seconds + 60) * 1000, stdinUntil: happened.finally(() => pause(AFTER_MS)) },
    );
    await happened;
    if (ran.code !== 0) throw new Error(`load: ${ran.stderr}`);
    return JSON.parse(ran.stdout) as LoadResult;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
