import { groupKind, type KubeObject } from '../../lib/manifests/manifest';
import type { Case } from './case';
import { OPERATORS, type Operator } from './operators';
import { shop } from './shop';

/** Objects that a change is about something with: a Service without pods has nothing to lose. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  Service: ['Deployment'],
  Headless: ['StatefulSet'],
  NetworkPolicy: ['Deployment'],
  PodDisruptionBudget: ['Deployment'],
  Secret: [],
};

/** A series of numbers from 0 up to 1 that is the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Changes of objects of every kind, some of two things at once; objects that come, and objects that go. */
export function randomCases(count: number, seed: number): Case[] {
  const next = numbers(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const kinds = Object.keys(OPERATORS);
  const decks = new Map<string, Operator[]>();
  /** Each change of a kind comes once before one comes again. */
  const draw = (kind: string): Operator => {
    const deck = decks.get(kind) ?? [];
    if (deck.length === 0) deck.push(...shuffled(OPERATORS[kind] ?? [], next));
    decks.set(kind, deck);
    return deck.pop() as Operator;
  };
  return Array.from({ length: count }, (_, i): Case => {
    const kind =
      next() < 0.3 ? pick(['Deployment', 'StatefulSet', 'Service', 'Ingress', 'NetworkPolicy']) : pick(kinds);
    const objects = shop(`ag${seed}x${i}`);
    const own = objects[kind];
    const others = (BESIDE[kind] ?? []).map((other) => objects[other] as KubeObject);
    const first = draw(kind);
    const isTwofold = next() < 0.12;
    const second = isTwofold ? draw(kind) : undefined;
    const sort = next();
    const changed = structuredClone(own);
    try {
      first.change(changed);
      second?.change(changed);
    } catch {
      // The second has nothing to change any more.
    }
    const name = `${kind}: ${[first.name, ...(second ? [second.name] : [])].join(' + ')}`;
    const base = { kind: groupKind(own as KubeObject) };
    if (sort < 0.04) return { ...base, name: `${name} (new)`, before: others, after: [...others, changed] };
    if (sort < 0.07 && others.length > 0)
      return { ...base, name: `${kind}: removed`, before: [...others, own], after: others };
    return {
      ...base,
      name,
      before: [...others, own],
      after: [...others, changed],
      ...(!second && { access: first.access, availability: first.availability }),
    };
  });
}

function shuffled<T>(all: readonly T[], next: () => number): T[] {
  return all
    .map((one) => [next(), one] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, one]) => one);
}
