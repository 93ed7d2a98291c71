import { at, entries, fields, list, text } from '../fields';
import type { Manifest } from '../manifest';
import { named } from '../provided';
import type { TopologyDraft } from './draft';

/** Ingresses and Gateway API routes, with an edge to each Service for each path. */
export function addRoutes(draft: TopologyDraft): void {
  for (const manifest of draft.set.ofKind('networking.k8s.io/Ingress')) ingress(draft, manifest);
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute']) {
    for (const manifest of draft.set.ofKind(`gateway.networking.k8s.io/${kind}`)) gatewayRoute(draft, manifest);
  }
}

function ingress(draft: TopologyDraft, manifest: Manifest): void {
  const { namespace = '' } = manifest.object.metadata;
  const spec = fields(manifest.object.spec);
  const rules = [...entries(spec.rules)].map(([rule]) => rule);
  const hosts = [...new Set(rules.map((rule) => text(rule.host) ?? 'any host'))];
  const tls = list(spec.tls).length > 0 ? 'https://' : '';
  const from = draft.addNode(manifest, 'route', hosts.map((host) => tls + host).join(', ') || 'any host');
  const to = (backend: unknown, label: string): void => {
    const service = text(at(backend, 'service', 'name'));
    if (service) draft.addEdge({ from, to: named('Service', namespace, service), sort: 'routes', label });
  };
  if (spec.defaultBackend) to(spec.defaultBackend, 'default');
  for (const rule of rules) {
    for (const [path] of entries(at(rule, 'http', 'paths'))) {
      const host = hosts.length > 1 ? (text(rule.host) ?? '') : '';
      to(path.backend, `${host}${text(path.path) ?? '/'}`);
    }
  }
}

function gatewayRoute(draft: TopologyDraft, manifest: Manifest): void {
  const spec = fields(manifest.object.spec);
  const hosts = list(spec.hostnames).map(String);
  const gateways = [...entries(spec.parentRefs)].map(([parent]) => text(parent.name) ?? '');
  const via = gateways.length > 0 ? ` via ${gateways.join(', ')}` : '';
  const from = draft.addNode(manifest, 'route', `${hosts.join(', ') || 'any host'}${via}`);
  for (const [rule] of entries(spec.rules)) {
    const paths = [...entries(rule.matches)].map(([match]) => text(at(match, 'path', 'value')) ?? '/');
    const refs = [...entries(rule.backendRefs)].map(([ref]) => ref);
    for (const ref of refs) {
      const namespace = text(ref.namespace) ?? manifest.object.metadata.namespace ?? '';
      const share = refs.length > 1 ? ` ×${typeof ref.weight === 'number' ? ref.weight : 1}` : '';
      const label = `${[...new Set(paths)].join(', ') || '/'}${share}`;
      draft.addEdge({ from, to: named('Service', namespace, text(ref.name) ?? ''), sort: 'routes', label });
    }
  }
}
