import { diffManifests } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';
import { diffMarkdown, diffText, headline, summarize } from '../../../lib/outputs/diff';
import { cleanSet } from '../../manifests/check/clean-set';

function example() {
  const before = cleanSet();
  const after = cleanSet();
  after.database.spec.replicas = 3;
  after.database.spec.template.spec.containers[0].image = 'postgres:16';
  after.database.spec.selector.matchLabels.tier = 'data';
  after.database.spec.template.metadata.labels.tier = 'data';
  after.config.data['settings.py'] = 'DEBUG = True\nNAME = "`<b>`"\n';
  after.secret.stringData.key = 'a secret value';
  delete after.budget;
  after.extra = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } };
  return diffManifests(Object.values(before) as KubeObject[], Object.values(after) as KubeObject[]);
}

describe('diffText', () => {
  test('shows objects, what the change does, and fields', () => {
    expect(diffText(example())).toMatchInlineSnapshot(`
     "~ ConfigMap polls/blue-web
         * pods of Deployment polls/blue-web go on with what they have read until they are restarted
           data['settings.py']: 3 lines differ
             -DEBUG = False
             +DEBUG = True
             +NAME = "\`<b>\`"
     ~ Secret polls/blue-key
         * pods of Deployment polls/blue-web go on with what they have read until they are restarted
           data.key: changed (not shown)
     ~ StatefulSet polls/blue-db
         ! would fail: immutable field changed: spec.selector.matchLabels.tier; delete it with --cascade=orphan, which keeps pods and volumes, and apply again
           spec.replicas: 1 → 3
           spec.selector.matchLabels.tier: unset → data
           spec.template.metadata.labels.tier: unset → data
           spec.template.spec.containers[postgres].image: postgres:15 → postgres:16
     + ConfigMap extra
     - PodDisruptionBudget polls/blue-web
         ! lowers availability: once it is deleted, a drain may take all its pods at once
         * kubectl apply leaves it in the cluster
     To be rid of what is left behind:
       kubectl delete -n polls poddisruptionbudget.policy/blue-web
     3 changed, 1 added, 1 removed; 1 would fail, 1 lowers availability
     "
    `);
  });

  test('colours on demand only', () => {
    expect(diffText(example(), { color: true }).replace(/\x1b\[\d+m/g, '')).toBe(diffText(example()));
    expect(diffText(example())).not.toContain('\x1b');
  });

  test('never shows what is in a Secret', () => {
    expect(diffText(example()) + diffMarkdown(example())).not.toContain('a secret value');
  });

  test('says so when nothing changes', () => {
    expect(diffText([])).toBe('No change.\n');
    expect(diffMarkdown([])).toBe('### Manifests: No change.\n');
  });
});

describe('diffMarkdown', () => {
  test('shows decisions first and fields behind each object', () => {
    expect(diffMarkdown(example())).toMatchInlineSnapshot(`
     "### Manifests: 3 changed, 1 added, 1 removed; 1 would fail, 1 lowers availability

     - ❌ would fail: **StatefulSet polls/blue-db**: immutable field changed: spec.selector.matchLabels.tier; delete it with --cascade=orphan, which keeps pods and volumes, and apply again
     - 📉 lowers availability: **PodDisruptionBudget polls/blue-web**: once it is deleted, a drain may take all its pods at once

     <details><summary>ConfigMap polls/blue-web: pods of Deployment polls/blue-web go on with what they have read until they are restarted</summary>

     - <code>data&#91;'settings.py'&#93;</code>: 3 lines differ

     \`\`\`diff
     -DEBUG = False
     +DEBUG = True
     +NAME = "\`<b>\`"
     \`\`\`

     </details>

     <details><summary>Secret polls/blue-key: pods of Deployment polls/blue-web go on with what they have read until they are restarted</summary>

     - <code>data.key</code>: changed &#40;not shown&#41;
     </details>

     <details><summary>StatefulSet polls/blue-db: immutable field changed: spec.selector.matchLabels.tier; delete it with --cascade=orphan, which keeps pods and volumes, and apply again, would fail</summary>

     - <code>spec.replicas</code>: 1 → 3
     - <code>spec.selector.matchLabels.tier</code>: unset → data
     - <code>spec.template.metadata.labels.tier</code>: unset → data
     - <code>spec.template.spec.containers&#91;postgres&#93;.image</code>: postgres:15 → postgres:16
     </details>

     - ConfigMap extra: added

     - PodDisruptionBudget polls/blue-web: removed; once it is deleted, a drain may take all its pods at once, lowers availability

     To be rid of what is left behind:

     \`\`\`sh
     kubectl delete -n polls poddisruptionbudget.policy/blue-web
     \`\`\`
     "
    `);
  });
});

test('headline tells a change in a line', () => {
  const change = example().find(({ object }) => object.startsWith('StatefulSet'));
  expect(change && headline(change)).toBe(
    'StatefulSet polls/blue-db: ' +
      'immutable field changed: spec.selector.matchLabels.tier; delete it with --cascade=orphan, which keeps pods and ' +
      'volumes, and apply again, would fail',
  );
});

test('summarize counts', () => {
  expect(summarize(example())).toBe('3 changed, 1 added, 1 removed; 1 would fail, 1 lowers availability');
});
