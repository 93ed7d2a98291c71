import { groupKind } from '../../manifest';
import type { Applying, Consequence, FieldChange, Pair } from '../change';

const DATA: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'deleting it deletes the data, unless the volume is kept (reclaimPolicy: Retain)',
  Namespace: 'deleting it deletes everything in it',
  'apiextensions.k8s.io/CustomResourceDefinition': 'deleting it deletes every object of that kind',
  'postgresql.cnpg.io/Cluster': 'deleting it deletes the database',
};

/** An object that is not there any more stays in the cluster until somebody deletes it. */
export function* removal(
  { before, after }: Pair,
  _: readonly FieldChange[],
  { deletes }: Applying,
): Generator<Consequence> {
  if (!before || after) return;
  const kind = groupKind(before);
  if (deletes) yield { sort: 'deleted', message: 'it is deleted' };
  else yield { sort: 'left-behind', message: 'kubectl apply leaves it in the cluster' };
  const loss = DATA[kind];
  if (loss !== undefined) yield { sort: 'loses-data', message: loss };
}
