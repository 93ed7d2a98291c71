import { at, entries, list, text } from '../../fields';
import { groupKind, type KubeObject } from '../../manifest';
import type { Consequence } from '../change';

/** What an Ingress or HTTPRoute lets in. */
interface Served {
  /** Any, where there is none; `*.example.com` is each of one label more. */
  readonly host: string | undefined;
  readonly path: string;
  /** Just this path, and none below it. */
  readonly isExact: boolean;
}

const READERS: Readonly<Record<string, (object: KubeObject) => Served[]>> = {
  'networking.k8s.io/Ingress': ofIngress,
  'gateway.networking.k8s.io/HTTPRoute': ofRoute,
};

/** Hosts and paths that are served and were not before, and those that are not any more. */
export function* servedPaths(before: KubeObject | undefined, after: KubeObject): Generator<Consequence> {
  const read = READERS[groupKind(after)];
  if (!read) return;
  const [was, is] = [before ? read(before) : [], read(after)];
  for (const message of beyond(is, was)) yield { sort: 'widens-access', message };
  for (const message of beyond(was, is)) yield { sort: 'narrows-access', message: `not any more: ${message}` };
}

/** What of the first is not in the second, in words. */
function beyond(some: readonly Served[], others: readonly Served[]): Set<string> {
  return new Set(some.filter((one) => !others.some((wide) => covers(wide, one))).map(inWords));
}

function ofIngress({ spec }: KubeObject): Served[] {
  const served = [...entries(at(spec, 'rules'))].flatMap(([rule]) =>
    [...entries(at(rule, 'http', 'paths'))].map(([{ path, pathType }]) => ({
      host: text(rule.host),
      path: text(path) ?? '/',
      isExact: pathType === 'Exact',
    })),
  );
  return at(spec, 'defaultBackend') === undefined ? served : [...served, EVERYTHING];
}

const EVERYTHING: Served = { host: undefined, path: '/', isExact: false };

function ofRoute({ spec }: KubeObject): Served[] {
  const hosts = list(at(spec, 'hostnames'));
  const paths = [...entries(at(spec, 'rules'))].flatMap(([rule]) => {
    const matches = [...entries(rule.matches)].map(([match]) => match);
    return matches.length > 0 ? matches : [{}];
  });
  return (hosts.length > 0 ? hosts : [undefined]).flatMap((host) =>
    paths.map(({ path }) => ({
      host: text(host),
      path: text(at(path, 'value')) ?? '/',
      isExact: at(path, 'type') === 'Exact',
    })),
  );
}

function covers(wide: Served, narrow: Served): boolean {
  if (wide.host !== undefined && wide.host !== narrow.host && !isBelow(narrow.host, wide.host)) return false;
  if (wide.isExact) return narrow.isExact && wide.path === narrow.path;
  // Prefixes are taken part by part: `/api` is no prefix of `/apis`.
  const prefix = wide.path.replace(/\/+$/, '');
  return narrow.path === wide.path || narrow.path === prefix || narrow.path.startsWith(`${prefix}/`);
}

const isBelow = (host: string | undefined, wildcard: string): boolean =>
  host !== undefined && wildcard.startsWith('*.') && host.slice(host.indexOf('.')) === wildcard.slice(1);

function inWords(served: Served): string {
  if (served === EVERYTHING) return 'serves any host and path (defaultBackend)';
  return `serves ${served.host ?? 'any host'}${served.path}${served.isExact ? ' exactly' : ''}`;
}
