import { isMap } from '../../values/merge';
import { isWithin, pathKey, valueAt, type Path } from '../values/path';
import { isKnown } from '../values/plan';
import type { Plan } from '../values/knowledge';

/** Values that helm names when it refuses a chart: by their path in a template, in the schema's words, or in the author's. */
export function complaints(error: string, side: Plan['after']): Path[] {
  const found = new Map<string, Path>();
  for (const path of [...bySchema(error), ...byName(error, side)]) found.set(pathKey(path), path);
  if (found.size === 0) for (const path of byPlace(error, side)) found.set(pathKey(path), path);
  const paths = [...found.values()];
  // Of a section and a value in it, the value is meant.
  return paths.filter((path) => !paths.some((other) => other.length > path.length && isWithin(other, path)));
}

function* bySchema(error: string): Generator<Path> {
  // Helm 4: "at '/a/b': missing property 'c'"; Helm 3: "- a.b: c is required".
  for (const [, pointer = '', said = ''] of error.matchAll(/at '(\/?[^']*)': (.*?)(?= - at '|$)/g)) {
    const path = pointer.split('/').slice(1);
    const names = /missing propert(?:y|ies) (.*)/.exec(said)?.[1];
    if (names === undefined) yield path;
    else for (const [, name = ''] of names.matchAll(/'([^']*)'/g)) yield [...path, name];
  }
  for (const [, where = '', name = ''] of error.matchAll(/- (\S+): (\S+) is required/g))
    yield [...(where === '(root)' ? [] : where.split('.')), name];
}

function* byName(error: string, side: Plan['after']): Generator<Path> {
  for (const [, dotted = ''] of error.matchAll(/\.?Values\.([\w.-]*[\w-])/g)) yield dotted.split('.');
  // `--set auth.password=$PASSWORD`, where it may be a chart in the chart that says so.
  const [, subchart] = /at \([\w-]+\/charts\/([\w-]+)\/templates/.exec(error) ?? [];
  for (const [, dotted = ''] of error.matchAll(/--set(?:-string)? ([\w.-]+)=/g)) {
    const path = dotted.split('.');
    yield path;
    if (subchart !== undefined && isKnown([subchart, ...path], side)) yield [subchart, ...path];
  }
  for (const [word] of error.matchAll(/[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*/g)) {
    const path = word.split('.');
    if (isKnown(path, side) && isNothing(valueAt(side.defaults, path))) yield path;
  }
}

/** How many lines above the one that fails set what it uses. */
const LINES_ABOVE = 4;

/** Empty values that are read where a template fails, or just above: `{{ required "No image" $image }}`. */
function* byPlace(error: string, side: Plan['after']): Generator<Path> {
  const [, file, line] = /\(?[\w.-]+\/templates\/([^\s:]+):(\d+):\d+/.exec(error) ?? [];
  const text = file === undefined ? undefined : side.chart.templates.get(file);
  const last = Number(line);
  const lines = text?.split('\n').slice(Math.max(0, last - 1 - LINES_ABOVE), last) ?? [];
  for (const [, dotted = ''] of lines.join('\n').matchAll(/\.Values\.([\w.]*\w)/g)) {
    const path = dotted.split('.');
    if (isKnown(path, side) && isNothing(valueAt(side.defaults, path))) yield path;
  }
}

const isNothing = (value: unknown): boolean =>
  value == null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0);
