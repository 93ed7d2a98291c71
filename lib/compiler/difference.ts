import type { Json } from '../manifests/manifest';
import { evaluate, evaluateEntries, type Env } from './evaluate';
import type { CompiledTemplates } from './ir';
import { deepEqual } from './json-text';
import type { Output, Rendered } from './run';
import type { ValueSample } from './sample';

/** A difference between what templates and `build` give. */
export interface Difference {
  /** `Deployment web`, `NOTES` or `test`. */
  readonly object: string;
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
}

/** What templates give for values, in the form of `Output`. */
export function applyTemplates(
  templates: CompiledTemplates,
  sample: Pick<ValueSample, 'values' | 'release'>,
): Rendered {
  const env: Env = { values: sample.values, release: sample.release, scopes: [] };
  return {
    objects: evaluateEntries(templates.objects, env),
    notes: templates.notes && (evaluate(templates.notes, env) as string),
    test: templates.test && evaluate(templates.test, env),
  };
}

/** The first difference between what templates and `build` give for a sample. */
export function difference(templates: CompiledTemplates, sample: ValueSample, output: Output): Difference | undefined {
  const { refusal } = output;
  const said = refusalOf(templates, sample);
  if (refusal === undefined ? said !== undefined : said === undefined)
    return {
      object: 'chart',
      field: '(whether the values are refused)',
      expected: shown(refusal?.message),
      actual: shown(said),
    };
  if (refusal) return undefined;
  try {
    return compareOutputs(output, applyTemplates(templates, sample));
  } catch (error) {
    return { object: 'chart', field: '(all)', expected: 'an object', actual: (error as Error).message };
  }
}

/** What is said where templates refuse values. */
export function refusalOf(
  templates: CompiledTemplates,
  { values, release }: Pick<ValueSample, 'values' | 'release'>,
): string | undefined {
  if (!templates.refusal) return undefined;
  const said = evaluate(templates.refusal, { values, release, scopes: [] });
  return typeof said === 'string' ? said : undefined;
}

const shown = (message: string | undefined): string => (message === undefined ? 'taken' : `refused: ${message}`);

/** The first difference between two outputs. */
export function compareOutputs(expected: Rendered, actual: Rendered): Difference | undefined {
  for (const key of new Set([...Object.keys(expected.objects), ...Object.keys(actual.objects)])) {
    const difference = differenceOf(expected.objects[key], actual.objects[key], []);
    if (difference) return { object: nameOf(expected.objects[key] ?? actual.objects[key]), ...difference };
  }
  const notes = differenceOf(expected.notes, actual.notes, []);
  if (notes) return { object: 'NOTES', ...notes };
  const test = differenceOf(expected.test, actual.test, []);
  return test && { object: 'test', ...test };
}

function nameOf(object: Json | undefined): string {
  const { kind, metadata } = object as { kind?: string; metadata?: { name?: string } };
  return `${kind} ${metadata?.name}`;
}

/** The first field in which two JSON values differ. */
export function differenceOf(
  expected: Json | undefined,
  actual: Json | undefined,
  path: readonly string[],
): Omit<Difference, 'object'> | undefined {
  if (expected === actual || deepEqual(expected, actual)) return undefined;
  if (
    typeof expected === 'object' &&
    typeof actual === 'object' &&
    expected &&
    actual &&
    Array.isArray(expected) === Array.isArray(actual)
  ) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const inner = differenceOf((expected as { [k: string]: Json })[key], (actual as { [k: string]: Json })[key], [
        ...path,
        key,
      ]);
      if (inner) return inner;
    }
  }
  const show = (value: Json | undefined): string => {
    const text = value === undefined ? 'absent' : JSON.stringify(value);
    return text.length > 300 ? `${text.slice(0, 300)}…` : text;
  };
  return { field: path.join('.') || '(all)', expected: show(expected), actual: show(actual) };
}
