import { isMap } from '../../values/merge';
import type { Scalar } from '../template/formula';
import { ITEM, pathKey, valueAt, type Path } from './path';
import type { Knowledge } from './knowledge';
import { sample, shapes } from './sample';

/** Other values for a path than its default, plausible ones first; what templates compare it with is among them. */
export function alternatives(path: Path, knowledge: Knowledge): unknown[] {
  const there = valueAt(knowledge.defaults, path);
  const literals = [...(knowledge.reads.literals.get(pathKey(path)) ?? [])];
  const [first, ...more] = others(there, path, knowledge);
  // An item of a list need not have all that those of the default have.
  const absent = path.includes(ITEM) ? [null] : [];
  const found = [first, ...absent, ...more, ...literals.flatMap(around)];
  return found.filter((value, i) => !same(value, there) && found.findIndex((other) => same(other, value)) === i);
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** A literal and what is beside it. */
function around(literal: Scalar): unknown[] {
  if (typeof literal === 'number') return [literal, literal + 1, Math.max(0, literal - 1)];
  return typeof literal === 'string' && literal !== '' ? [literal] : [];
}

function others(there: unknown, path: Path, knowledge: Knowledge): unknown[] {
  if (typeof there === 'boolean') return [!there];
  if (typeof there === 'number') return there === 0 ? [1, 2] : [there + 1, 0, there * 2];
  if (typeof there === 'string' && there !== '') return withNothing(otherTexts(there, path));
  if (Array.isArray(there)) return [otherList(there, path, knowledge), ...(there.length > 0 ? [[]] : [])];
  // Keys of a free map may be numbers of ports.
  if (isMap(there))
    return Object.keys(there).length > 0
      ? [{ ...there, example: 'text' }]
      : [sample(path, knowledge), { '9000': 'text' }];
  const value = sample(path, knowledge);
  return [...shapes(path, knowledge), ...(typeof value === 'string' ? [value, 'example-two'] : [value])];
}

/** What is empty goes other ways through a template: `default` does not know it from what is missing. */
function withNothing([first, ...others]: readonly unknown[]): unknown[] {
  return [first, '', ...others];
}

function otherList(there: readonly unknown[], path: Path, knowledge: Knowledge): unknown {
  const first = there[0];
  if (first === undefined) return sample(path, knowledge);
  if (!isMap(first))
    return [...there, typeof first === 'number' ? first + 1 : `${typeof first === 'string' ? first : 'example'}-two`];
  const changed = Object.entries(first).map(([key, value]) => [key, others(value, [...path, ITEM, key], knowledge)[0]]);
  return [...there, Object.fromEntries(changed)];
}

const UNIT = /^(\d+)(m|k|M|G|T|Ki|Mi|Gi|Ti|s|m|h|%)$/;

function otherTexts(there: string, path: Path): unknown[] {
  const unit = UNIT.exec(there);
  if (unit) return [`${Number(unit[1]) + 1}${unit[2]}`, `${Number(unit[1]) * 2}${unit[2]}`];
  if (/^\d+$/.test(there)) return [String(Number(there) + 1)];
  if (/^v?\d+\.\d+/.test(there)) return ['9.9.9'];
  if (/^(IfNotPresent|Always)$/.test(there)) return [there === 'Always' ? 'IfNotPresent' : 'Always'];
  const known = KNOWN.find((words) => words.includes(there));
  if (known) return known.filter((word) => word !== there);
  if (there.startsWith('/')) return ['/example'];
  if (/^\w+:\/\//.test(there)) return ['http://example.com'];
  if (/host|domain/i.test(path.at(-1) ?? '') || /^[\w-]+(\.[\w-]+)+$/.test(there)) return ['two.example.com'];
  return ['example', 'example-two'];
}

/** Words of the Kubernetes API that stand for each other. */
const KNOWN: readonly (readonly string[])[] = [
  ['ClusterIP', 'NodePort', 'LoadBalancer'],
  ['RollingUpdate', 'Recreate'],
  ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany'],
  ['Cluster', 'Local'],
  ['Prefix', 'Exact', 'ImplementationSpecific'],
  ['Always', 'OnFailure', 'Never'],
  ['Allow', 'Forbid', 'Replace'],
  ['None', 'ClientIP'],
  ['OrderedReady', 'Parallel'],
  ['ScheduleAnyway', 'DoNotSchedule'],
  ['SingleStack', 'PreferDualStack'],
  ['Deployment', 'StatefulSet', 'DaemonSet'],
  ['Fail', 'Ignore'],
  ['Retain', 'Delete'],
  ['soft', 'hard'],
  ['http', 'https', 'tcp'],
  ['info', 'debug', 'warn', 'error'],
];
