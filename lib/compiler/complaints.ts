import { defaultsOf } from '../values/schema';
import type { ChartDefinition } from '../definition/chart-definition';
import type { Json } from '../manifests/manifest';
import { CompileError } from './compile-error';
import { follow } from './evaluate';
import { jsonText } from './json-text';
import { outputOf, type Output, type Rendered } from './run';
import type { ValueSample } from './sample';
import type { Shape } from './shape';
import { originOf } from './watch/origin';
import { placeOf, siteOfThrow } from './watch/recorder';
import { withValue } from './thresholds';
import type { Unexplained } from './unexplained';

const REMEDY =
  'Make the value a choice (an enum of the results that are wanted), let the constructs take the result itself as a value, or do it at package time.';

/** `replicas: 3`, one for each value that has to be as it is for `fails`, all others at their defaults. */
export function decisiveValues(
  definition: ChartDefinition,
  shape: Shape,
  sample: ValueSample,
  fails: (sample: ValueSample) => boolean,
): { path: string; value: unknown }[] {
  const defaults = defaultsOf(definition.values);
  let values: Record<string, unknown> = sample.values;
  const different: string[][] = [];
  for (const path of fieldsOf(shape)) {
    const [own, standard] = [follow(values, path), follow(defaults, path)];
    if (jsonText(own as Json) === jsonText(standard as Json)) continue;
    const calmer = withoutOrWith(values, path, standard);
    if (safely(() => fails({ ...sample, values: calmer }))) values = calmer;
    else different.push(path);
  }
  return different.map((path) => ({ path: path.join('.'), value: follow(values, path) }));
}

/** `build` threw for values that the schema and the rules allow. */
export function complainAboutThrow(
  definition: ChartDefinition,
  shape: Shape,
  sample: ValueSample,
  error: unknown,
): CompileError {
  const throws = ({ values, release }: ValueSample): boolean => {
    try {
      outputOf(definition, values, release);
      return false;
    } catch {
      return true;
    }
  };
  const decisive = decisiveValues(definition, shape, sample, throws);
  const site = siteOfThrow(error);
  const place = site && placeOf(site);
  return new CompileError(
    `Chart '${definition.name}': build throws for values that the schema and the rules allow: ${listed(decisive)}. It says: ${(error as Error).message}${place ? ` (${place})` : ''}\n` +
      'Bound the value in the schema, or declare a rule between the values (rules: rule.atMost, rule.requires, rule.differ …).',
  );
}

/** A place that no template was found for. */
export function complainAboutPlace(
  definition: ChartDefinition,
  shape: Shape,
  samples: readonly { readonly sample: ValueSample; readonly output: Output }[],
  problem: Unexplained,
): CompileError {
  const [key = '', ...fields] = problem.where;
  const real = fields.slice(0, fields.findIndex((field) => /^\(|^\[\]$/.test(field)) >>> 0);
  const place = (output: Rendered): Json | undefined => {
    if (key === 'notes' || key === 'test') return output[key];
    return follow(output.objects[key], real) as Json | undefined;
  };
  const paths = influences(definition, shape, samples, place);
  const shown = samples.find(({ output }) => place(output) !== undefined) ?? samples[0];
  const origin = shown ? originOf(place(shown.output), shown.output.events) : '';
  const object = key.includes('|') ? nameOf(samples, key) : key;
  return new CompileError(
    `Chart '${definition.name}': ${object}${fields.length > 0 ? `, field ${fields.join('.')}` : ''}: ${problem.what}${origin}. ` +
      `${paths.length > 0 ? `It depends on ${paths.map((path) => `'${path}'`).join(', ')}. ` : ''}${REMEDY}`,
  );
}

/** A value set for which templates and `build` differ though nothing else did. */
export function complainAboutDifference(
  definition: ChartDefinition,
  shape: Shape,
  sample: ValueSample,
  found: { object: string; field: string; expected: string; actual: string },
  fails: (sample: ValueSample) => boolean,
): CompileError {
  const decisive = decisiveValues(definition, shape, sample, fails);
  const events = safely(() => outputOf(definition, sample.values, sample.release).events) ?? [];
  const origin = originOf(
    safely(() => JSON.parse(found.expected) as unknown),
    events,
  );
  return new CompileError(
    `Chart '${definition.name}': ${found.object}, field ${found.field}: for ${listed(decisive)} build gives ${found.expected}, where other values led to expect ${found.actual}${origin}. ` +
      `build looks at the value in a way that was not recognised, e.g. compares it with a constant or with another value. ${REMEDY}`,
  );
}

/** Values that a place changes with, tried one by one. */
function influences(
  definition: ChartDefinition,
  shape: Shape,
  samples: readonly { readonly sample: ValueSample; readonly output: Output }[],
  place: (output: Output) => Json | undefined,
): string[] {
  const found = new Set<string>();
  const paths = fieldsOf(shape);
  const bases = samples.filter(({ output }) => place(output) !== undefined).slice(0, 3);
  for (const base of bases) {
    const before = jsonText(place(base.output));
    for (const path of paths) {
      for (const other of samples.slice(0, 4)) {
        const value = follow(other.sample.values, path);
        if (found.has(path.join('.')) || jsonText(value as Json) === jsonText(follow(base.sample.values, path) as Json))
          continue;
        const values = withoutOrWith(base.sample.values, path, value);
        const after = safely(() => jsonText(place(outputOf(definition, values, base.sample.release))));
        if (after !== undefined && after !== before) found.add(path.join('.'));
      }
    }
    if (found.size > 0) break;
  }
  return [...found].slice(0, 6);
}

function nameOf(samples: readonly { readonly output: Output }[], key: string): string {
  const kind = key.split('|')[1] ?? '';
  return `${kind} (construct ${key.split('|')[0]})${samples.length > 0 ? '' : ''}`;
}

const listed = (values: readonly { path: string; value: unknown }[]): string =>
  values.length === 0
    ? 'the defaults'
    : values
        .slice(0, 6)
        .map(({ path, value }) => `${path}: ${value === undefined ? 'absent' : JSON.stringify(value)}`)
        .join(', ');

function withoutOrWith(
  values: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  if (value !== undefined) return withValue(values, path, value);
  const [key, ...rest] = path;
  const copy = { ...values };
  if (key === undefined) return copy;
  if (rest.length === 0) delete copy[key];
  else if (copy[key] !== undefined) copy[key] = withoutOrWith(copy[key] as Record<string, unknown>, rest, undefined);
  return copy;
}

/** Paths of all values but those inside of lists and records. */
export function fieldsOf(shape: Shape, path: readonly string[] = []): string[][] {
  if (shape.kind !== 'object') return [[...path]];
  return shape.fields.flatMap((field) => {
    const at = [...path, field.key];
    return field.shape.kind === 'object' && !field.optional ? fieldsOf(field.shape, at) : [at];
  });
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
