import type { Manifest } from '../../manifest';
import { at, entries, fields, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { addOrDeclare, choices, namespaceOf, problemOf } from '../rule';

interface Backend {
  readonly field: string;
  readonly namespace: string;
  readonly service: string;
  /** Number or name of the Service's port. */
  readonly port: unknown;
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** What Ingresses and Gateway API routes send requests to is a Service with that port. */
export function* routeBackends(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('networking.k8s.io/Ingress')) {
    for (const backend of ingressBackends(manifest)) yield* missing(set, manifest, backend);
  }
  for (const kind of ROUTES) {
    for (const manifest of set.ofKind(`gateway.networking.k8s.io/${kind}`)) {
      for (const backend of gatewayBackends(manifest)) yield* missing(set, manifest, backend);
    }
  }
}

function* missing(
  set: ObjectSet,
  manifest: Manifest,
  { field, namespace, service, port }: Backend,
): Generator<Problem> {
  const found = set.tryFind('Service', namespace, service);
  if (!found) {
    // Another namespace is another team's.
    if (namespace !== namespaceOf(manifest) || set.isOutside('Service', namespace, service)) return;
    const fix = addOrDeclare('Service', service);
    yield problemOf(manifest, `${field}.name`, `no Service is called '${service}'`, fix);
    return;
  }
  const ports = [...entries(at(found.object, 'spec', 'ports'))].map(([p]) => p);
  if (port === undefined || ports.some((p) => (typeof port === 'string' ? p.name : p.port) === port)) return;
  const there = ports.flatMap((p) => [...(text(p.name) ? [text(p.name) ?? ''] : []), Number(p.port)]);
  const problem = `Service '${service}' has no port ${JSON.stringify(port)}`;
  yield problemOf(manifest, `${field}.port`, problem, `Take one that it has: ${choices(there)}`);
}

function* ingressBackends(manifest: Manifest): Generator<Backend> {
  const spec = fields(manifest.object.spec);
  const backend = function* (value: unknown, field: string): Generator<Backend> {
    const service = fields(at(value, 'service'));
    const name = text(service.name);
    if (name === undefined) return;
    const port = at(service, 'port', 'name') ?? at(service, 'port', 'number');
    yield { field: `${field}.service`, namespace: namespaceOf(manifest), service: name, port };
  };
  yield* backend(spec.defaultBackend, 'spec.defaultBackend');
  for (const [rule, r] of entries(spec.rules)) {
    for (const [path, p] of entries(at(rule, 'http', 'paths'))) {
      yield* backend(path.backend, `spec.rules[${r}].http.paths[${p}].backend`);
    }
  }
}

function* gatewayBackends(manifest: Manifest): Generator<Backend> {
  for (const [rule, r] of entries(at(manifest.object, 'spec', 'rules'))) {
    const mirrors = [...entries(rule.filters)].map(
      ([filter, f]) =>
        [
          fields(at(filter, 'requestMirror', 'backendRef')),
          `spec.rules[${r}].filters[${f}].requestMirror.backendRef`,
        ] as const,
    );
    const refs = [...entries(rule.backendRefs)].map(([ref, b]) => [ref, `spec.rules[${r}].backendRefs[${b}]`] as const);
    for (const [ref, field] of [...refs, ...mirrors]) {
      const name = text(ref.name);
      if (name === undefined || (ref.group ?? '') !== '' || (ref.kind ?? 'Service') !== 'Service') continue;
      yield { field, namespace: text(ref.namespace) ?? namespaceOf(manifest), service: name, port: ref.port };
    }
  }
}
