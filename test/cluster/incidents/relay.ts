import { spawn, type ChildProcess } from 'node:child_process';
import type { Kubectl } from '../kubectl';

/** A way from this machine to the pods of a namespace, as a pod of that namespace has it. */
export interface Relay {
  /** `127.0.0.1:PORT`; the path says whom it asks: `/IP/PORT` for its metrics. */
  readonly address: string;
  stop(): void;
}

const PORT = 9999;
const SCRIPT = `const http = require('node:http');
  http.createServer((request, response) => {
    const [, host, port] = request.url.split('/');
    http.get({ host, port, path: '/metrics', timeout: 4000 }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }).on('timeout', function () { this.destroy(); }).on('error', () => response.writeHead(502).end());
  }).listen(${PORT}, () => console.log('listening'));
  process.stdin.on('end', () => process.exit()).resume();`;

/** Starts a relay in the pod `client`: where network policies let that one in, Prometheus of the same namespace is let in. */
export async function startRelay(kubectl: Kubectl): Promise<Relay> {
  const own = ['--namespace', kubectl.namespace];
  const relay = spawn('kubectl', [...own, 'exec', '--stdin', 'client', '--', 'node', '-e', SCRIPT]);
  await said(relay, /listening/);
  const forward = spawn('kubectl', [...own, 'port-forward', 'pod/client', `:${PORT}`]);
  const [, address = ''] = await said(forward, /Forwarding from (127\.0\.0\.1:\d+)/);
  return {
    address,
    stop() {
      forward.kill();
      relay.stdin.end();
    },
  };
}

/** Waits for what a process says. @throws with all that it said when it ends before */
function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (chunk: Buffer): void => {
      text += chunk.toString();
      const found = pattern.exec(text);
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => reject(new Error(text)));
  });
}
