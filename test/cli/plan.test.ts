import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kubectlBinary } from '../helm/helm-binary';
import { ROOT, runMain, type Result } from './run';

// Real processes, and the real kubectl without a cluster.
jest.setTimeout(240_000);

const MANIFESTS = path.join(ROOT, 'dist/urlpath.k8s.yaml');

const plan = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Result> =>
  runMain([path.join(ROOT, 'lib/cli/chartwright.ts'), 'plan', ...args], { env: { HOME: process.env.HOME, ...env } });

const NODE = path.dirname(process.execPath);
const withKubectl = { PATH: `${path.dirname(kubectlBinary())}:/usr/bin:/bin`, KUBECONFIG: '/dev/null' };

test('fails with how to get one where there is no kubectl', async () => {
  const { code, stdout, stderr } = await plan([MANIFESTS], { PATH: '/nonexistent' });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('There is no kubectl on the PATH. Install it: https://');
});

test('fails with what kubectl says where no cluster answers', async () => {
  const { code, stdout, stderr } = await plan([MANIFESTS], withKubectl);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^No cluster answers. kubectl says: .*refused/);
});

test('fails with the contexts that there are for one that there is not', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'contexts-'));
  try {
    const file = path.join(folder, 'config');
    const context = (name: string) => ({ name, context: { cluster: 'c', user: 'u' } });
    const contexts = [context('staging'), context('production')];
    fs.writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'Config', contexts }));
    const { code, stderr } = await plan([MANIFESTS, '--context', 'stagin', '--kubeconfig', file], withKubectl);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "kubectl knows no context 'stagin'. Did you mean 'staging'? It knows: production, staging.",
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test.each([
  [['--via', 'helm'], '--via helm needs --release NAME'],
  [['--release', 'x'], '--release is for --via helm alone.'],
  [['--via', 'argo'], 'Allowed choices are apply, server-side, helm.'],
])('fails with exit code 2 for arguments that do not fit: %j', async (args, message) => {
  const { code, stderr } = await plan([MANIFESTS, ...args], { PATH: NODE });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
