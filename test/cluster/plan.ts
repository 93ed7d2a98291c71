import { kubectlOf } from '../../lib/cli/cluster/kubectl';
import { agree } from '../agreement/agree';
import { casesOf } from '../agreement/cases';
import { chartwright } from './chartwright';
import type { Kubectl } from './kubectl';
import { check, type Steps } from './steps';

interface Said {
  readonly objects: readonly { readonly kind: string; readonly name: string; readonly change: string }[];
}

const MANIFESTS = 'dist/urlpath.k8s.yaml';

/** `chartwright plan` on a cluster: nothing is changed by it, and what it says comes. */
export async function planOnCluster(steps: Steps, kubectl: Kubectl): Promise<void> {
  const plan = async (...args: string[]): Promise<Said> =>
    JSON.parse(await chartwright(['plan', MANIFESTS, '-n', kubectl.namespace, '--json', ...args])) as Said;
  const changes = ({ objects }: Said): string => [...new Set(objects.map(({ change }) => change))].sort().join();

  await steps.step('namespace that enforces "restricted"', async () => {
    await kubectl.freshNamespace();
    return kubectl.namespace;
  });
  await steps.step('plan of what is not there: everything would be created, and nothing is', async () => {
    const said = await plan();
    check(changes(said) === 'created', JSON.stringify(said.objects));
    const there = await kubectl.run(['get', 'deployments,services,ingresses', '--output', 'name']);
    check(there.trim() === '', there);
    return `${said.objects.length} objects would be created`;
  });
  await steps.step('plan of what was applied: nothing changes, client-side and server-side', async () => {
    await kubectl.run(['apply', '--filename', MANIFESTS]);
    for (const via of ['apply', 'server-side']) {
      const said = await plan('--via', via);
      check(changes(said) === 'unchanged', JSON.stringify(said.objects));
    }
    return 'unchanged';
  });
  for (const via of ['apply', 'server-side'] as const) {
    await steps.step(`what is said of changes comes: ${via}`, async () => {
      const rows = await agree(await kubectlOf({}), via, casesOf('situations', 0, 0).slice(0, 24), {
        settleMs: 8000,
      });
      // Which pods come and go is for `npm run agreement`, which waits as long as controllers take.
      const own = rows.filter(({ command, verdict }) => command === 'plan' && !/restarts|pods/.test(verdict.what));
      const wrong = own.filter(({ verdict }) => !verdict.right);
      check(wrong.length === 0, wrong.map(({ name, verdict }) => `${name}: ${JSON.stringify(verdict)}`).join('; '));
      return `${own.length} statements, all true`;
    });
  }
}
