import fs from 'node:fs';
import path from 'node:path';
import { chartwright } from './chartwright';
import type { Client } from './client';
import { eventually } from './eventually';
import { helmIn } from './helm-command';
import type { Kubectl } from './kubectl';
import { check, type Steps } from './steps';
import { underLoad } from './under-load';

const YAML = path.resolve('test/cluster/adopted');

/** Below the repository, so that their charts find its packages. */
const FOLDER = path.resolve('test-output/taken-over');

/** Hand-written YAML that runs: taken over by kubectl and by Helm, while requests come in, and then made production ready. */
export async function adopted(steps: Steps, kubectl: Kubectl, client: Client): Promise<void> {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  const helm = helmIn(kubectl.namespace);
  await steps.step('YAML by hand applied', async () => {
    await freshNamespace(kubectl);
    for (const file of ['web.yaml', 'store.yaml']) await kubectl.run(['apply', '--filename', path.join(YAML, file)]);
    await client.start();
    await allReady(kubectl);
    return (await identities(kubectl)).join(', ');
  });
  await steps.step('chartwright adopt', async () => {
    const shown = await chartwright(['adopt', path.join(YAML, 'web.yaml'), '-o', at('web'), '--name', 'guestbook']);
    await chartwright(['adopt', path.join(YAML, 'store.yaml'), '-o', at('store'), '--name', 'store']);
    return shown.split('\n')[1]?.trim() ?? '';
  });
  const before = await identities(kubectl);
  await underLoad(steps, client, 'taken over by kubectl apply', requestTo('guestbook'), async () => {
    await kubectl.run(['apply', '--filename', path.join(at('web'), 'dist')]);
    return unchanged(kubectl, before);
  });
  await underLoad(
    steps,
    client,
    'taken over by helm install --take-ownership --force-conflicts',
    requestTo('store-http'),
    async () => {
      await chartwright([
        'package',
        '--charts',
        path.join(at('store'), 'chart.ts'),
        '-o',
        path.join(at('store'), 'charts'),
        '--no-helm',
      ]);
      await helm(
        'install',
        'store',
        path.join(at('store'), 'charts/store'),
        '--take-ownership',
        '--force-conflicts',
        '--wait',
      );
      return unchanged(kubectl, before);
    },
  );
  for (const [project, service] of [
    ['web', 'guestbook'],
    ['store', 'store-http'],
  ] as const) {
    await underLoad(steps, client, `chartwright harden --all: ${project}`, requestTo(service), async () => {
      const shown = await chartwright(['harden', '--all', '--user', '10001', '--project', at(project)]);
      check(shown.includes('Production ready: yes.'), shown);
      await kubectl.run(['apply', '--filename', path.join(at(project), 'dist'), '--server-side', '--force-conflicts']);
      await allReady(kubectl);
      return 'production ready';
    });
  }
}

const at = (project: string): string => path.join(FOLDER, project);

const requestTo = (service: string) => () => ({
  url: `http://${service}/load`,
  host: service,
  expected: service.replace('-http', ''),
});

/** One that enforces nothing: pods of such YAML run as root. */
async function freshNamespace(kubectl: Kubectl): Promise<void> {
  await kubectl.run(['delete', 'namespace', kubectl.namespace, '--ignore-not-found', '--wait', '--timeout=120s']);
  await kubectl.run(['create', 'namespace', kubectl.namespace]);
}

async function allReady(kubectl: Kubectl): Promise<void> {
  for (const workload of ['deployment/guestbook', 'statefulset/store'])
    await kubectl.run(['rollout', 'status', workload, '--timeout=180s']);
  await eventually(async () => {
    const phases = (await kubectl.run(['get', 'pods', '--output', 'jsonpath={.items[*].status.phase}'])).split(' ');
    check(
      phases.every((phase) => phase === 'Running'),
      phases.join(),
    );
  });
}

/** Pods with their restarts, and claims: who each is, whatever its name. */
async function identities(kubectl: Kubectl): Promise<string[]> {
  const { items } = await kubectl.json<{
    readonly items: readonly {
      readonly kind: string;
      readonly metadata: { readonly name: string; readonly uid: string };
      readonly status: { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
    }[];
  }>(['get', 'pods,persistentvolumeclaims']);
  return items.map(({ kind, metadata: { name, uid }, status }) =>
    [kind, name, uid, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount)].join(' '),
  );
}

/** @throws when a pod was restarted or replaced, or a claim made anew */
async function unchanged(kubectl: Kubectl, before: readonly string[]): Promise<string> {
  await allReady(kubectl);
  const after = await identities(kubectl);
  check(after.join('\n') === before.join('\n'), `before:\n${before.join('\n')}\nafter:\n${after.join('\n')}`);
  return `the same ${after.length} pods and claims`;
}
