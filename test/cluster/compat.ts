import { withRenders } from '../../lib/cli/compat-renders';
import { compareCharts } from '../../lib/compat/compat';
import { objectName, type KubeObject } from '../../lib/manifests/manifest';
import { BREAKS } from '../compat/breaks';
import { chart } from '../compat/compare';
import { edited } from '../compat/shop';
import { helmBinary } from '../helm/helm-binary';
import type { Kubectl } from './kubectl';
import { check, type Steps } from './steps';

/** Breaks that nobody but an API server knows of. */
const REFUSED = BREAKS.filter(({ rules }) => rules.length === 1 && rules[0] === 'immutable-field');

/** Whether the API server refuses what `chartwright compat` says that it refuses, with the values that the finding shows. */
export async function compatOnCluster(steps: Steps, kubectl: Kubectl): Promise<void> {
  await steps.step('a namespace without pods', async () => {
    await kubectl.freshNamespace();
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none' },
      spec: { hard: { pods: '0' } },
    };
    await kubectl.run(['apply', '--filename', '-'], JSON.stringify(quota));
    return 'what is applied is accepted, and nothing runs';
  });
  for (const { title, edits, before = [] } of REFUSED) {
    await steps.step(title, async () => {
      const files = edited(before);
      const [old, newer] = [chart(files), chart(edited(edits, files))];
      return withRenders(old, newer, helmBinary(), async (renders) => {
        const { findings } = await compareCharts(old, newer, renders);
        const found = findings.find(({ rule }) => rule === 'immutable-field');
        check(found !== undefined, 'not found');
        const [was, is] = await Promise.all([renders.before(found.witness), renders.after(found.witness)]);
        check(was.ok && is.ok, 'the witness does not render');
        const named = ({ objects }: { objects: readonly KubeObject[] }): string => {
          const object = objects.find((one) => objectName(one) === found.object);
          check(object !== undefined, `the witness has no ${found.object ?? ''}`);
          const { namespace: _namespace, ...metadata } = object.metadata;
          return JSON.stringify({ ...object, metadata });
        };
        await kubectl.run(['apply', '--server-side', '--filename', '-'], named(was));
        const refused = await kubectl.try(
          ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--filename', '-'],
          named(is),
        );
        await kubectl.run(['delete', '--wait=false', '--filename', '-'], named(was));
        check(refused.code !== 0, `the API server takes it: ${refused.stdout}`);
        return `${found.field ?? ''}: ${said(refused.stderr)}`;
      });
    });
  }
}

/** What the API server says, without the values that it quotes. */
function said(stderr: string): string {
  const line = stderr.split('\n').find((one) => /invalid|immutable|cannot|may not/i.test(one)) ?? stderr;
  return line.replace(/^.*? is invalid: /, '').replace(/Invalid value: (\{.*\}|\[.*\]|"[^"]*"): /, '');
}
