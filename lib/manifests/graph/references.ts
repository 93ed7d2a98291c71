import { configReferences } from '../config-reference';
import { entries, fields } from '../fields';
import { objectName } from '../manifest';
import { named } from '../provided';
import type { Workload } from '../workload';
import type { TopologyDraft } from './draft';

/** An edge to each Service whose DNS name stands in a variable, an argument or a ConfigMap of a workload. */
export function addReferences(draft: TopologyDraft): void {
  for (const workload of draft.set.workloads.all) {
    const from = objectName(workload.manifest.object);
    for (const text of textsOf(draft, workload)) {
      for (const host of text.match(HOST) ?? []) {
        const [service = '', namespace = workload.namespace, ...rest] = host.split('.');
        const isClusterName = rest.length === 0 || rest[0] === 'svc';
        const to = named('Service', namespace, service);
        if (isClusterName && draft.set.tryFind('Service', namespace, service)) {
          draft.addEdge({ from, to, sort: 'refers', label: '' });
        }
      }
    }
  }
}

const NAME = String.raw`[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*`;

/** A host name where it can be told from any other word: behind `//` or `@`, before a port, with `.svc`, or alone. */
const HOST = new RegExp(
  String.raw`(?<=//|@)${NAME}|(?<![\w.-])${NAME}(?=:\d)|(?<![\w.-])[a-z][a-z0-9-]*\.[a-z0-9-]+\.svc\b|^${NAME}$`,
  'g',
);

function* textsOf({ set }: TopologyDraft, workload: Workload): Generator<string> {
  for (const { spec } of workload.containers) {
    for (const [variable] of entries(spec.env)) if (typeof variable.value === 'string') yield variable.value;
    for (const list of [spec.command, spec.args]) if (Array.isArray(list)) yield list.join(' ');
  }
  const read = new Set([...configReferences(workload)].filter((r) => r.kind === 'ConfigMap').map((r) => r.name));
  for (const name of read) {
    const data = fields(set.tryFind('ConfigMap', workload.namespace, name)?.object.data);
    for (const value of Object.values(data)) if (typeof value === 'string') yield value;
  }
}
