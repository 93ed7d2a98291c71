import { hash32, mix } from './hash';
import type { Candidate, Pick } from './pick';

/** Points on the ring for the lightest host: the share of a host is within some 10 % of its due. */
const POINTS = 160;
/** And for any host, so that weights from 1 to 1000 do not make a ring of a million points. */
const MOST_POINTS = 8192;

interface Ring {
  readonly points: Uint32Array;
  readonly owners: Uint16Array;
}

const rings = new WeakMap<readonly Candidate[], Ring>();

/**
 * The same key (a header's or a cookie's value), the same host, by a ring of hashes: when one of n hosts goes, only its
 * keys move, about 1/n of all. The ring is kept as long as the list of hosts is the same one.
 */
export const consistentHash: Pick = (hosts, state) => {
  let ring = rings.get(hosts);
  if (ring === undefined) rings.set(hosts, (ring = ringOf(hosts)));
  const { points, owners } = ring;
  const wanted = hash32(state.key);
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return hosts[owners[low === points.length ? 0 : low]!]!;
};

function ringOf(hosts: readonly Candidate[]): Ring {
  const smallest = Math.min(...hosts.map((host) => host.weight));
  const all: { readonly point: number; readonly owner: number }[] = [];
  hosts.forEach((host, owner) => {
    const count = Math.min(MOST_POINTS, Math.round((POINTS * host.weight) / smallest));
    const seed = hash32(host.key);
    // Steps of the golden ratio, mixed: well spread points (splitmix32).
    for (let i = 1; i <= count; i++) all.push({ point: mix(seed + Math.imul(i, 0x9e3779b9)), owner });
  });
  // The key decides between equal points, so that the order of the hosts does not.
  all.sort((a, b) => a.point - b.point || (hosts[a.owner]!.key < hosts[b.owner]!.key ? -1 : 1));
  return { points: Uint32Array.from(all, (one) => one.point), owners: Uint16Array.from(all, (one) => one.owner) };
}
