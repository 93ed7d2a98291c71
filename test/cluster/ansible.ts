import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chartwright } from './chartwright';
import { TEST_CLUSTER } from './test-cluster';
import { run, type Kubectl } from './kubectl';
import { check, type Steps } from './steps';

const EXAMPLE = path.resolve('examples/ansible');
const HOST = 'ansible.example.com';

/** The Kubernetes part of examples/ansible on this cluster: it ends with an answer, and changes nothing the second time. */
export async function ansibleOnCluster(steps: Steps, kubectl: Kubectl): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ansible-'));
  const manifests = path.join(folder, 'urlpath.yaml');
  const play = async (...more: string[]): Promise<Recap> => {
    const values = {
      app_manifests: [manifests],
      app_namespace: kubectl.namespace,
      app_url: `${await ingressFromHere()}/hello`,
      app_host: HOST,
    };
    const args = ['--inventory', 'localhost,', '--extra-vars', JSON.stringify(values), 'app.yml', ...more];
    return recap(await run('env', ['-C', EXAMPLE, 'ansible-playbook', ...args], { timeoutMs: 600_000 }));
  };
  const synth = async (replicas: number): Promise<void> => {
    const values = `replicas=${replicas},exposure.ingress.host=${HOST}`;
    fs.writeFileSync(manifests, await chartwright(['synth', 'urlpath', '--set', values]));
  };
  try {
    await steps.step('the playbook, from nothing to an answer', async () => {
      await kubectl.run(['delete', 'namespace', kubectl.namespace, '--ignore-not-found', '--wait', '--timeout=120s']);
      await synth(1);
      const { changed, text } = await play();
      check(changed > 0, text);
      return text;
    });
    await steps.step('the second time changes nothing', async () => {
      const { changed, text } = await play();
      check(changed === 0, text);
      return text;
    });
    await steps.step('a change is one change, which --check tells beforehand', async () => {
      await synth(2);
      const told = await play('--check');
      check(told.changed === 1, `--check: ${told.text}`);
      const { changed, text } = await play();
      check(changed === 1, text);
      await kubectl.run(['delete', 'namespace', kubectl.namespace, '--wait=false']);
      return text;
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What `PLAY RECAP` says of localhost. */
interface Recap {
  readonly changed: number;
  readonly text: string;
}

function recap({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }): Recap {
  check(code === 0, `ansible-playbook ended with ${code}: ${stdout.slice(-3000)}\n${stderr}`);
  const text = /^localhost\s+: (.*)$/m.exec(stdout)?.[1]?.trim().replace(/\s+/g, ' ') ?? '';
  return { changed: Number(/changed=(\d+)/.exec(text)?.[1]), text };
}

/** Where this machine reaches the cluster's ingress controller: CHARTWRIGHT_INGRESS_URL, or a port of the test cluster. */
async function ingressFromHere(): Promise<string> {
  if (process.env.CHARTWRIGHT_INGRESS_URL) return process.env.CHARTWRIGHT_INGRESS_URL;
  check(
    fs.existsSync(TEST_CLUSTER),
    'set CHARTWRIGHT_INGRESS_URL to where this machine reaches the ingress, e.g. http://203.0.113.10',
  );
  const url = 'http://127.0.0.1:30987';
  if (await fetch(url).then(Boolean, () => false)) return url;
  const exposed = await run(TEST_CLUSTER, ['expose', '30000', '30987']);
  check(exposed.code === 0, exposed.stderr);
  return url;
}
