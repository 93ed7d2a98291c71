import { applyTemplates, compareOutputs } from '../../lib/compiler/difference';
import { discover } from '../../lib/compiler/discover';
import type { CompiledTemplates } from '../../lib/compiler/ir';
import { Random } from '../../lib/compiler/random';
import { outputOf } from '../../lib/compiler/run';
import { Sampler } from '../../lib/compiler/sample';
import { RANDOM_STYLES } from '../../lib/compiler/variations';
import type { AnyChartDefinition } from '../../lib/definition/chart-definition';
import { choices, lists, optional, records } from './corpus/structure';
import { blocks, functions, joined, numbers, strings } from './corpus/texts';

jest.setTimeout(120_000);

type Json = { [key: string]: unknown };
/** A way to damage one node of the templates; undefined where it does not apply. */
type Damage = (node: Json) => Json | undefined;

const DAMAGES: Record<string, Damage> = {
  'drops a condition': (n) => (n['s'] === 'if' ? { ...n, when: { op: 'and', of: [] } } : undefined),
  'turns a condition round': (n) =>
    n['s'] === 'if' || n['n'] === 'choice' ? { ...n, when: { op: 'not', of: n['when'] } } : undefined,
  'swaps the sides of a choice': (n) => (n['n'] === 'choice' ? { ...n, then: n['else'], else: n['then'] } : undefined),
  'drops what is behind else': (n) =>
    n['s'] === 'if' && (n['else'] as unknown[]).length > 0 ? { ...n, else: [] } : undefined,
  'takes and for or': (n) => (n['op'] === 'and' && (n['of'] as unknown[]).length > 1 ? { ...n, op: 'or' } : undefined),
  'takes or for and': (n) => (n['op'] === 'or' && (n['of'] as unknown[]).length > 1 ? { ...n, op: 'and' } : undefined),
  'moves a bound by one': (n) => (n['is'] === 'above' ? { ...n, bound: (n['bound'] as number) + 1 } : undefined),
  'moves a bound back by one': (n) => (n['is'] === 'above' ? { ...n, bound: (n['bound'] as number) - 1 } : undefined),
  'refers to another value': (n) =>
    n['e'] === 'ref' && (n['ref'] as Json)['from'] === 'value'
      ? { ...n, ref: { from: 'release', field: 'name' } }
      : undefined,
  'takes a reference for a constant': (n) => (n['n'] === 'value' ? { n: 'literal', value: 'constant' } : undefined),
  'forgets a function': (n) => (n['apply'] !== undefined && n['e'] === 'ref' ? { e: 'ref', ref: n['ref'] } : undefined),
  'adds one too many': (n) => (n['e'] === 'affine' ? { ...n, add: (n['add'] as number) + 1 } : undefined),
  'changes a constant text': (n) =>
    n['s'] === 'one' && typeof n['item'] === 'string' ? { ...n, item: `${n['item']}!` } : undefined,
  'changes a constant': (n) =>
    n['n'] === 'literal' && typeof n['value'] === 'boolean' ? { ...n, value: !n['value'] } : undefined,
  'repeats nothing': (n) => (n['s'] === 'each' ? { ...n, body: [] } : undefined),
  'repeats twice as much': (n) =>
    n['s'] === 'each' ? { ...n, body: [...(n['body'] as unknown[]), ...(n['body'] as unknown[])] } : undefined,
  'forgets what is left out': (n) =>
    n['s'] === 'each' && (n['omit'] as unknown[]).length > 0 ? { ...n, omit: [] } : undefined,
  'forgets the separator': (n) => (n['s'] === 'each' && n['separator'] ? { ...n, separator: [] } : undefined),
  'drops an entry': (n) =>
    n['n'] === 'map' && (n['entries'] as unknown[]).length > 1
      ? { ...n, entries: (n['entries'] as unknown[]).slice(1) }
      : undefined,
  'drops the last line': (n) =>
    n['n'] === 'text' && (n['lines'] as unknown[]).length > 1
      ? { ...n, lines: (n['lines'] as unknown[]).slice(0, -1) }
      : undefined,
  'forgets an encoding': (n) => (n['n'] === 'digest' ? (n['of'] as Json) : undefined),
};

/** Templates with one node damaged, for each node that the damage applies to. */
function damaged(root: unknown, damage: Damage): unknown[] {
  const results: unknown[] = [];
  const walk = (node: unknown, put: (node: unknown) => unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if (!Array.isArray(node)) {
      const changed = damage(node as Json);
      if (changed) results.push(put(changed));
    }
    for (const [key, inner] of Object.entries(node)) {
      walk(inner, (value) => {
        const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...node }) as Json;
        copy[key] = value;
        return put(copy);
      });
    }
  };
  walk(root, (node) => node);
  return results;
}

const charts = [
  choices,
  optional,
  lists,
  records,
  strings,
  numbers,
  functions,
  blocks,
  joined,
] as unknown as AnyChartDefinition[];

test('comparison finds every damage to templates, of more than 30 sorts and places', () => {
  const kinds = new Set<string>();
  const survivors: string[] = [];
  let places = 0;
  for (const chart of charts) {
    const { templates, shape, specialKeys } = discover(chart);
    const sampler = new Sampler(shape, chart.rules ?? [], new Random(7), specialKeys);
    const samples = Array.from({ length: 300 }, (_, i) => {
      const sample = sampler.draw(RANDOM_STYLES[i % RANDOM_STYLES.length] as (typeof RANDOM_STYLES)[0]);
      return { sample, output: outputOf(chart, sample.values, sample.release) };
    });
    const fits = (some: CompiledTemplates): boolean =>
      samples.every(({ sample, output }) => {
        try {
          return compareOutputs(output, applyTemplates(some, sample)) === undefined;
        } catch {
          return false;
        }
      });
    expect(fits(templates)).toBe(true);
    for (const [name, damage] of Object.entries(DAMAGES)) {
      for (const objects of damaged(templates.objects, damage)) {
        places++;
        kinds.add(`${chart.name}: ${name}`);
        if (fits({ ...templates, objects: objects as CompiledTemplates['objects'] }))
          survivors.push(`${chart.name}: ${name}`);
      }
    }
  }

  expect(survivors).toEqual([]);
  expect(kinds.size).toBeGreaterThan(30);
  expect(places).toBeGreaterThan(100);
});
