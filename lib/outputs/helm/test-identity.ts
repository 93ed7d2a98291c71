import type { Node } from '../../compiler/ir';
import { one } from '../../compiler/ir';
import { json, map } from './nodes';

export const releaseName: Node = {
  n: 'text',
  lines: [one([one({ e: 'ref', ref: { from: 'release', field: 'name' } }), one('-test')])],
};
export const namespace: Node = { n: 'value', expr: { e: 'ref', ref: { from: 'release', field: 'namespace' } } };
const instance: Node = { n: 'value', expr: { e: 'ref', ref: { from: 'release', field: 'name' } } };

/**
 * The pod stays until the next test: Helm deletes what has `hook-succeeded` before it reads the logs, and
 * `helm test --logs` then ends with an error though all went well.
 */
export const POD_HOOK = { 'helm.sh/hook': 'test', 'helm.sh/hook-delete-policy': 'before-hook-creation' };

/** What only lets the pod through has no logs, and goes when the test has ended well. */
export const ACCESS_HOOK = {
  'helm.sh/hook': 'test',
  'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
  'helm.sh/hook-weight': '-1',
};

/** Who the pod of `helm test` is, apart from those of other releases in the namespace. */
export const identity = (chart: string): Node =>
  map({
    'app.kubernetes.io/component': json('test'),
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/name': json(chart),
  });
