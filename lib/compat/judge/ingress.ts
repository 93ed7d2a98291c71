import { at, entries, list, text } from '../../manifests/fields';
import type { KubeObject } from '../../manifests/manifest';
import { about, silent, type Judgement } from './judge';
import type { Kept } from './pairs';

/** Hosts and paths that nobody serves any more, and how they are served. */
export function* ingress(kept: Kept): Generator<Judgement> {
  if (kept.kind === 'gateway.networking.k8s.io/HTTPRoute') yield* hostnames(kept);
  if (kept.kind !== 'networking.k8s.io/Ingress') return;
  const base = { object: kept.name, rule: 'route-lost', level: 'major' } as const;
  const [was, is] = [new Map(routes(kept.before)), new Map(routes(kept.after))];
  const lost = [...was.keys()].filter((route) => !is.has(route));
  for (const route of lost)
    yield about({ ...base, field: 'spec.rules', message: `${route} is not served any more` }, /^spec\.rules\b/);
  if (lost.length === 0 && is.size > was.size) {
    const news = [...is.keys()].filter((route) => !was.has(route)).join(', ');
    yield about(
      { rule: 'field', level: 'minor', object: kept.name, field: 'spec.rules', message: `serves ${news} too` },
      /^spec\.rules\b/,
    );
  }
  const [old, now] = [kept.before, kept.after].map(classOf);
  if (old !== now) {
    const message = `class ${old ?? 'the default'} → ${now ?? 'the default'}: another controller serves it, or none`;
    yield about({ ...base, field: 'spec.ingressClassName', message }, CLASS);
  } else yield silent(CLASS);
  const plain = hostsWithTls(kept.before).filter((host) => !hostsWithTls(kept.after).includes(host));
  for (const host of plain)
    yield about({ ...base, field: 'spec.tls', message: `${host} is served without TLS` }, /^spec\.tls\b/);
}

const CLASS = /^(spec\.ingressClassName|metadata\.annotations\['kubernetes\.io\/ingress\.class'\])$/;

/** Each host and path, with its backend. */
function routes(object: KubeObject): (readonly [string, string])[] {
  return [...entries(at(object, 'spec', 'rules'))].flatMap(([rule]) =>
    [...entries(at(rule, 'http', 'paths'))].map(([path]) => {
      return [
        `${text(rule.host) ?? 'any host'}${text(path.path) ?? '/'}`,
        String(at(path, 'backend', 'service', 'name')),
      ] as const;
    }),
  );
}

/** By the field or by the annotation of before; both mean the same. */
function classOf(object: KubeObject): string | undefined {
  return text(at(object, 'spec', 'ingressClassName')) ?? object.metadata.annotations?.['kubernetes.io/ingress.class'];
}

function hostsWithTls(object: KubeObject): string[] {
  return [...entries(at(object, 'spec', 'tls'))].flatMap(([tls]) => list(tls.hosts).map(String));
}

function* hostnames(kept: Kept): Generator<Judgement> {
  const now = new Set(list(at(kept.after, 'spec', 'hostnames')));
  const all = now.size === 0;
  for (const host of list(at(kept.before, 'spec', 'hostnames'))) {
    if (all || now.has(host)) continue;
    const message = `${String(host)} is not served any more`;
    yield about(
      { rule: 'route-lost', level: 'major', object: kept.name, field: 'spec.hostnames', message },
      /^spec\.hostnames\b/,
    );
  }
}
