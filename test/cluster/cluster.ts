import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { POSTGRES_IMAGE } from '../../lib/constructs/database/embedded-postgres';
import { imageReference } from '../../lib/constructs/parts/image';
import { baseImage } from './base-image';
import { run } from './kubectl';
import { check, type Steps } from './steps';
import { TEST_CLUSTER } from './test-cluster';

/**
 * Makes a cluster ready for the suites: that of KUBECONFIG, with the images already on its nodes (or loaded as
 * CHARTWRIGHT_LOAD says: `k3s` or `kind`), or the test cluster, started and filled.
 */
export async function useCluster(steps: Steps): Promise<void> {
  const load = process.env.CHARTWRIGHT_LOAD;
  if (process.env.KUBECONFIG && load !== undefined) {
    await steps.step(`images by --load ${load}`, () => must('npm', ['run', 'images', '--', '--load', load]));
    return;
  }
  if (process.env.KUBECONFIG) return;
  check(
    fs.existsSync(TEST_CLUSTER),
    'test:cluster: set KUBECONFIG (and CHARTWRIGHT_LOAD=k3s or kind to load the images)',
  );
  await steps.step('test cluster up, with ingress', async () => {
    const up = await must(TEST_CLUSTER, ['up']);
    await must(TEST_CLUSTER, ['ingress']);
    process.env.KUBECONFIG = (await must(TEST_CLUSTER, ['kubeconfig'])).trim();
    // As clusters have it that are meant to bear the loss of a node.
    await must('kubectl', ['--namespace', 'kube-system', 'scale', 'deployment/coredns', '--replicas=2']);
    return up.trim().split('\n').pop() ?? '';
  });
  await steps.step('images built and on the nodes', loadImages);
}

async function loadImages(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'images-'));
  try {
    const base = await baseImage();
    const on = base === undefined ? [] : ['--base-image', base];
    const built = await must('npm', ['run', '--silent', 'images', '--', ...on, '--archive', folder]);
    // Debian's PostgreSQL stands in for the public image, which cannot be reached from here; same variables, same uid.
    const postgres = (await must(TEST_CLUSTER, ['postgres-image'])).trim().split('\n').pop() as string;
    const publicName = imageReference(POSTGRES_IMAGE);
    await must('buildah', ['push', '-q', postgres, `docker-archive:${folder}/postgres.tar:${publicName}`]);
    const archives = fs.readdirSync(folder).filter((file) => file.endsWith('.tar'));
    await must(TEST_CLUSTER, ['load', ...archives.map((file) => path.join(folder, file))]);
    console.log(built.trim());
    return `${archives.length} images on ${base ?? 'the default base'}`;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What a command printed. @throws with its stderr when it fails */
async function must(command: string, args: readonly string[]): Promise<string> {
  const ran = await run(command, args, { timeoutMs: 900_000 });
  check(ran.code === 0, `${path.basename(command)} ${args.join(' ')}: ${ran.stderr.trim() || ran.stdout.trim()}`);
  return ran.stdout;
}
