import { at, entries, fields, list, text } from '../../fields';
import type { KubeObject } from '../../manifest';
import { describeSelector, isEmptySelector, labelSelector, type Selector } from '../../selector';
import { coversSelector } from '../../selector-coverage';
import { isAmong, overlap } from '../address-ranges';

/** The two ways that traffic goes, and what a policy calls its rules about them. */
export const DIRECTIONS = [
  { type: 'Ingress', rules: 'ingress', who: 'from', verb: 'lets in' },
  { type: 'Egress', rules: 'egress', who: 'to', verb: 'lets out' },
] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** Somebody on the other side, and a port: what one rule of a policy lets through. */
export interface Allowance {
  readonly peer: Peer;
  readonly port: Port;
}

/** Anyone, addresses, or pods of namespaces (without a selector: of the policy's own). */
type Peer =
  | { readonly sort: 'anyone' }
  | { readonly sort: 'addresses'; readonly cidr: string; readonly except: readonly string[] }
  | { readonly sort: 'pods'; readonly pods: Selector; readonly namespaces: Selector | undefined };

/** Any port, those of a range, or one by its name. */
interface Port {
  readonly protocol: string;
  readonly name?: string;
  readonly first?: number;
  readonly last?: number;
}

/** Whether a policy restricts a direction: without policyTypes, ingress, and egress when it has such rules. */
export function restricts(policy: KubeObject, { type, rules }: Direction): boolean {
  const { policyTypes, [rules]: own } = fields(policy.spec);
  if (Array.isArray(policyTypes) && policyTypes.length > 0) return policyTypes.includes(type);
  return type === 'Ingress' || list(own).length > 0;
}

/** Ports of pods by their names. */
export type PortNames = ReadonlyMap<string, number>;

/**
 * Every combination of peer and port that the rules of a policy allow.
 *
 * @param names of ports of the pods that it selects: of what they take, not of what they send
 */
export function allowances(policy: KubeObject, { rules, who, type }: Direction, names: PortNames): Allowance[] {
  return [...entries(at(policy, 'spec', rules))].flatMap(([rule]) => {
    const peers = list(rule[who]).map(peerOf);
    const ports = list(rule.ports).map((port) => portOf(port, type === 'Ingress' ? names : NO_NAMES));
    return (peers.length > 0 ? peers : [{ sort: 'anyone' } as const]).flatMap((peer) =>
      (ports.length > 0 ? ports : [ANY_PORT]).map((port) => ({ peer, port })),
    );
  });
}

const ANY_PORT: Port = { protocol: 'any' };
const NO_NAMES: PortNames = new Map();

function portOf(value: unknown, names: PortNames): Port {
  const { port: written, endPort, protocol } = fields(value);
  const of = text(protocol) ?? 'TCP';
  const port = typeof written === 'string' ? (names.get(written) ?? written) : written;
  if (typeof port === 'string') return { protocol: of, name: port };
  if (typeof port !== 'number') return { protocol: of };
  return { protocol: of, first: port, last: typeof endPort === 'number' ? endPort : port };
}

function peerOf(value: unknown): Peer {
  const { ipBlock, podSelector, namespaceSelector } = fields(value);
  if (ipBlock !== undefined) {
    return {
      sort: 'addresses',
      cidr: text(at(ipBlock, 'cidr')) ?? '',
      except: list(at(ipBlock, 'except')).map(String),
    };
  }
  return {
    sort: 'pods',
    pods: labelSelector(podSelector),
    namespaces: namespaceSelector === undefined ? undefined : labelSelector(namespaceSelector),
  };
}

/** Whether everything that one allows is allowed by others, all of them together. */
export function isCovered({ peer, port }: Allowance, others: readonly Allowance[]): boolean {
  const ports = others.filter((wide) => coversPeer(wide.peer, peer)).map((wide) => wide.port);
  return ports.some((wide) => coversPort(wide, port)) || coversRange(ports, port);
}

/** Whether ranges that join cover one that none of them covers alone. */
function coversRange(ports: readonly Port[], { protocol, name, first, last }: Port): boolean {
  if (name !== undefined || first === undefined || last === undefined) return false;
  const ranges = ports.filter((one) => one.protocol === protocol && one.first !== undefined);
  let next = first;
  for (const range of [...ranges].sort((a, b) => Number(a.first) - Number(b.first))) {
    if (Number(range.first) <= next) next = Math.max(next, Number(range.last) + 1);
  }
  return next > last;
}

function coversPort(wide: Port, narrow: Port): boolean {
  if (wide.protocol === 'any') return true;
  if (wide.protocol !== narrow.protocol) return false;
  if (wide.name === undefined && wide.first === undefined) return true;
  if (wide.name !== undefined || narrow.name !== undefined) return wide.name === narrow.name;
  return Number(wide.first) <= Number(narrow.first) && Number(narrow.last) <= Number(wide.last);
}

function coversPeer(wide: Peer, narrow: Peer): boolean {
  if (wide.sort === 'anyone') return true;
  if (wide.sort === 'addresses' || narrow.sort === 'addresses') {
    if (wide.sort !== 'addresses' || narrow.sort !== 'addresses') return false;
    const isOut = (cidr: string): boolean =>
      !overlap(cidr, narrow.cidr) || narrow.except.some((own) => isAmong(cidr, own));
    return isAmong(narrow.cidr, wide.cidr) && wide.except.every(isOut);
  }
  if (narrow.sort === 'anyone' || !coversSelector(wide.pods, narrow.pods)) return false;
  if (wide.namespaces === undefined) return narrow.namespaces === undefined;
  return narrow.namespaces === undefined
    ? isEmptySelector(wide.namespaces)
    : coversSelector(wide.namespaces, narrow.namespaces);
}

/** `from pods app=a on port 80`, without the word before it. */
export function describeAllowance({ peer, port }: Allowance): string {
  return `${describePeer(peer)} on ${describePort(port)}`;
}

function describePort({ protocol, name, first, last }: Port): string {
  if (protocol === 'any') return 'any port';
  const number = name ?? (first === undefined ? undefined : first === last ? String(first) : `${first}-${last}`);
  const what = number === undefined ? 'any port' : `port ${number}`;
  return protocol === 'TCP' ? what : `${protocol} ${what}`;
}

function describePeer(peer: Peer): string {
  if (peer.sort === 'anyone') return 'anyone';
  if (peer.sort === 'addresses') {
    return `${peer.cidr}${peer.except.length > 0 ? ` without ${peer.except.join(', ')}` : ''}`;
  }
  const words = (selector: Selector, all: string, some: string): string =>
    isEmptySelector(selector) ? all : `${some} ${describeSelector(selector)}`;
  const inside = peer.namespaces === undefined ? '' : ` of ${words(peer.namespaces, 'all namespaces', 'namespaces')}`;
  return `${words(peer.pods, 'all pods', 'pods')}${inside}`;
}
