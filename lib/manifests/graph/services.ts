import { at, entries, text, type Fields } from '../fields';
import { objectName } from '../manifest';
import { isEmptySelector, mapSelector } from '../selector';
import type { TopologyDraft } from './draft';

/** Services: a row of the workload they select, or a node before several; and what opens them to the outside. */
export function addServices(draft: TopologyDraft): void {
  for (const manifest of draft.set.ofKind('Service')) {
    const { object } = manifest;
    const { namespace = '' } = object.metadata;
    const id = objectName(object);
    const spec = at(object, 'spec') as Fields | undefined;
    const ports = [...entries(spec?.ports)].map(([port]) => describePort(port));
    const selector = mapSelector(spec?.selector);
    const selected = isEmptySelector(selector) ? [] : draft.set.workloads.select(namespace, selector);
    const type = spec?.clusterIP === 'None' ? 'headless' : (text(spec?.type) ?? 'ClusterIP');
    const shown = `${object.metadata.name} ${ports.join(' ')}`;
    const row = { sort: 'service', text: shown, detail: `${id} (${type}): ${ports.join(', ')}` } as const;
    draft.addAbout(manifest, selected, row, 'service', { sort: 'selects' });

    for (const [port] of entries(spec?.ports)) {
      if (spec?.type !== 'NodePort' && spec?.type !== 'LoadBalancer') break;
      const number = spec.type === 'NodePort' ? (port.nodePort ?? 'any') : port.port;
      const name = `${text(port.name) ?? ''} ${String(number)}`.trim();
      const entry = draft.addEntry(`${spec.type} ${id} ${name}`, spec.type, name, namespace);
      draft.addEdge({ from: entry, to: id, sort: 'routes', label: '' });
    }
  }
}

/** `:80→8000`, `:53/UDP` */
function describePort(port: Fields): string {
  const {
    port: number,
    targetPort,
    protocol = 'TCP',
  } = port as { port?: number; targetPort?: string | number; protocol?: string };
  const target = targetPort === undefined || targetPort === number ? '' : `→${targetPort}`;
  return `:${number}${target}${protocol === 'TCP' ? '' : `/${protocol}`}`;
}
