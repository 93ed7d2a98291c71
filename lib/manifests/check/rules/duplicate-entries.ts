import type { Manifest } from '../../manifest';
import { at, entries, text, type Fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';
import { podField } from '../../workload';

/** Lists that are maps by nature name each entry once: containers, volumes, variables, ports, mount paths. */
export function* duplicateEntries(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    const { manifest, pod } = workload;
    const containers = [...workload.containers].map(({ spec, field }) => [spec, field] as const);
    yield* repeated(manifest, containers, 'name', ({ name }) => text(name));
    yield* repeated(manifest, placed(pod.volumes, podField(workload, 'volumes')), 'name', ({ name }) => text(name));
    for (const { spec, field } of workload.containers) {
      const ports = placed(spec.ports, `${field}.ports`);
      yield* repeated(manifest, placed(spec.env, `${field}.env`), 'name', ({ name }) => text(name));
      yield* repeated(manifest, ports, 'name', ({ name }) => text(name));
      yield* repeated(manifest, ports, 'containerPort', protocolPort('containerPort'));
      yield* repeated(manifest, placed(spec.volumeMounts, `${field}.volumeMounts`), 'mountPath', (mount) =>
        text(mount.mountPath),
      );
    }
  }
  for (const manifest of set.ofKind('Service')) {
    const ports = placed(at(manifest.object, 'spec', 'ports'), 'spec.ports');
    yield* repeated(manifest, ports, 'name', ({ name }) => text(name));
    yield* repeated(manifest, ports, 'port', protocolPort('port'));
  }
}

type Placed = readonly (readonly [Fields, string])[];

const placed = (value: unknown, field: string): Placed =>
  [...entries(value)].map(([entry, index]) => [entry, `${field}[${index}]`]);

const protocolPort =
  (key: string) =>
  (port: Fields): string | undefined =>
    typeof port[key] === 'number' ? `${port[key]}/${text(port.protocol) ?? 'TCP'}` : undefined;

function* repeated(
  manifest: Manifest,
  items: Placed,
  key: string,
  identity: (item: Fields) => string | undefined,
): Generator<Problem> {
  if (items.length < 2) return;
  const seen = new Map<string, string>();
  for (const [item, field] of items) {
    const id = identity(item);
    if (id === undefined) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, field);
    else yield problemOf(manifest, `${field}.${key}`, `'${id}' is in ${first} already`, 'Remove or rename one');
  }
}
