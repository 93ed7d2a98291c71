import { isSame } from '../../manifests/diff/field-changes';
import { isMap, type ValuesTree } from '../../values/merge';
import { pathsOf, type Formula } from '../template/formula';
import type { Read } from '../template/reads';
import { ReadAlike } from './read-alike';
import { Relevance } from './relevance';
import { alternatives } from './alternatives';
import { isWithin, ITEM, leaves, pathKey, valueAt, withValue, type Path } from './path';
import type { Knowledge, Plan } from './knowledge';
import { inhabited } from './inhabited';
import { satisfy } from './satisfy';
import { changedSchemaCases } from './schema-changes';
import { furtherMember, shapes } from './sample';
import { templated } from './templated';
import { valuesKey, type Trial } from './trial';

/** Renderings that reach the branches of the templates: surroundings, contexts, then single values in them. */
export interface Trials {
  readonly surroundings: readonly Trial[];
  readonly contexts: readonly Trial[];
  readonly single: readonly Trial[];
}

/** How many contexts a value is tried in, and with how many other values. */
const THOROUGHLY = { contexts: 2, values: 5 };
/** The same for values that both charts read in the same ways. */
const ONCE = { contexts: 1, values: 1 };

/** What to render: everything that the templates ask about, as far as values of the old chart can answer it. */
export function planTrials(plan: Plan): Trials {
  const relevance = new Relevance(plan);
  const contexts = contextsOf(plan, relevance);
  const alike = new ReadAlike(plan);
  const single = distinct(
    [...changedSchemaCases(plan), ...singleValues(plan, relevance, alike), ...sectionTrials(plan, relevance, alike)],
    new Set([valuesKey({})]),
  );
  return { surroundings: relevance.isNone ? [] : surroundings(plan), contexts, single };
}

const keyOf = ({ values }: Trial): string => valuesKey(values);

function distinct(trials: readonly Trial[], known: Set<string>): Trial[] {
  return trials.filter((trial) => {
    const key = keyOf(trial);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Templates ask for older clusters too; what they make there is for nobody any more. */
const OLDEST_MINOR = 25;

/** Release names that templates shorten, and clusters that they ask for. */
function surroundings({ before, after }: Plan): Trial[] {
  const name = before.chart.name;
  const releases = [name, `x-${name}`.slice(0, 53), `long-${'release-'.repeat(6)}`.slice(0, 52).padEnd(53, 'x')].map(
    (release) => ({ release }),
  );
  const versions = new Set([...before.reads.kubeVersions, ...after.reads.kubeVersions]);
  const clusters = [...versions].flatMap((version) => {
    const minor = Number(version.split('.')[1]);
    return [minor - 1, minor].filter((n) => n >= OLDEST_MINOR).map((n) => ({ kubeVersion: `1.${n}.0` }));
  });
  const apis = new Set([...before.reads.apiVersions, ...after.reads.apiVersions]);
  const served = apis.size > 0 ? [{ apiVersions: [...apis] }] : [];
  return [...releases, ...clusters, ...served].map((one) => ({ ...one, values: {}, surroundings: true }));
}

/** Values for each conjunction of conditions in either chart's templates: where something else stands than before first, and those that say least. */
function contextsOf(plan: Plan, relevance: Relevance): Trial[] {
  const { before, after } = plan;
  const known = (formula: Formula): boolean => pathsOf(formula).every((path) => isKnown(path, before));
  const found = [before, after].flatMap(({ reads }, side) =>
    [...reads.contexts].flatMap(([all, { file }]): Trial[] => {
      if (!relevance.ofContext(all, file)) return [];
      const values = satisfy(all.filter(known), before);
      if (!values) return [];
      return [{ values, ...(relevance.saysTheSame(all, side === 0 ? before : after) && { alike: true as const }) }];
    }),
  );
  const switches = leaves(before.defaults).filter((path) => /^(enabled?|create)$/.test(path.at(-1) ?? ''));
  let on: ValuesTree = {};
  for (const path of switches) on = withValue(on, path, true, before.defaults);
  const all: Trial[] = [{ values: {} }, ...found, { values: on }];
  const ordered = all.sort((a, b) => Number(a.alike ?? 0) - Number(b.alike ?? 0) || size(a.values) - size(b.values));
  return distinct(ordered, new Set());
}

const size = (values: ValuesTree): number => leaves(values).length;

/** Whether the old chart has a value of that path: a default, or a template that reads it. */
export function isKnown(path: Path, { defaults, reads }: Knowledge): boolean {
  if (valueAt(defaults, path) !== undefined) return true;
  return reads.all.some((read) => isWithin(read.path, path) || (isWithin(path, read.path) && read.use === 'whole'));
}

/** Sections as a whole: left empty in a values file, so that Helm forgets all their defaults, or with one member more. */
function sectionTrials({ before, after }: Plan, relevance: Relevance, alike: ReadAlike): Trial[] {
  const sections = new Map<string, Path>();
  for (const { path } of [...before.reads.all, ...after.reads.all]) {
    if (alike.has(path) || !relevance.ofValue(path)) continue;
    for (let end = 1; end <= path.length; end++) {
      const section = path.slice(0, end);
      const there = valueAt(before.defaults, section);
      if (isMap(there) && Object.keys(there).length > 0) sections.set(pathKey(section), section);
    }
  }
  const trial = (path: Path, value: unknown): Trial => ({
    values: withValue({}, path, value, before.defaults),
    varied: { path, value, from: {} },
  });
  return [...sections.values()].flatMap((path) => {
    const [key, value] = furtherMember(path);
    const isWhole = before.reads.all.some((read) => read.use === 'whole' && pathKey(read.path) === pathKey(path));
    return [trial(path, null), ...(isWhole ? [trial([...path, key], value)] : [])];
  });
}

/** Each value that the old chart reads or has a default for, set to something else where it matters. */
function singleValues({ before, after }: Plan, relevance: Relevance, alike: ReadAlike): Trial[] {
  const paths = new Map<string, Path>();
  for (const path of [...before.reads.all.map((read) => read.path), ...leaves(before.defaults)])
    paths.set(pathKey(path), path);
  const literals: Knowledge = { ...before, reads: withLiterals(before.reads, after.reads) };
  return [...paths.values()]
    .filter((path) => path.at(-1) !== ITEM && !isBranch(path, before) && relevance.ofValue(path))
    .flatMap((path) => {
      const most = alike.has(path) && !relevance.isOtherDefault(path) ? ONCE : THOROUGHLY;
      const guards = guardsOf(path, before.reads.all).flatMap((all) => {
        const values = satisfy(all, before);
        return values ? [values] : [];
      });
      const contexts = distinct(
        (guards.length === 0 ? [{}] : guards).map((values): Trial => ({ values: inhabited(values, path, before) })),
        new Set(),
      )
        .sort((a, b) => size(a.values) - size(b.values))
        .slice(0, most.contexts);
      const values = alternatives(path, literals);
      const isText = before.reads.isTemplate(path) && !after.reads.isTemplate(path);
      return contexts.flatMap(({ values: from }) =>
        [
          // Of a map with any keys, both sorts of them are tried: words and numbers.
          ...values.slice(
            0,
            Math.max(most.values, shapes(path, before).length + 1, isMap(valueAt(before.defaults, path)) ? 2 : 0),
          ),
          ...oldDefault(path, before, after),
          ...(isText ? values.slice(0, 3).map(templated) : []),
        ].map((value): Trial => ({
          values: withValue(from, path, value, before.defaults),
          varied: { path, value, from },
          ...(most === ONCE && !isDecision(path, value, literals) && { alike: true as const }),
        })),
      );
    });
}

/** The old default, where the new one is another: who has written it out goes on having it. */
function oldDefault(path: Path, before: Knowledge, after: Knowledge): unknown[] {
  const [was, is] = [valueAt(before.defaults, path), valueAt(after.defaults, path)];
  return was == null || isSame(was, is) ? [] : [was];
}

/** Whether what is done with other values follows from one: a switch, a word that templates compare. */
const isDecision = (path: Path, value: unknown, { reads }: Knowledge): boolean =>
  typeof value === 'boolean' || reads.literals.has(pathKey(path));

/** Literals of both charts; the rest is the first one's. */
function withLiterals(own: Knowledge['reads'], other: Knowledge['reads']): Knowledge['reads'] {
  const literals = new Map(own.literals);
  for (const [key, values] of other.literals) literals.set(key, new Set([...(literals.get(key) ?? []), ...values]));
  return Object.assign(Object.create(Object.getPrototypeOf(own) as object) as Knowledge['reads'], own, { literals });
}

/** A map whose members are values of their own. */
function isBranch(path: Path, { defaults, reads }: Knowledge): boolean {
  const there = valueAt(defaults, path);
  if (isMap(there)) return Object.keys(there).length > 0;
  return there === undefined && reads.all.some((read) => read.path.length > path.length && isWithin(read.path, path));
}

/** Conditions under which a value is read, by itself or as a part of what is read whole. */
function guardsOf(path: Path, reads: readonly Read[]): (readonly Formula[])[] {
  return reads
    .filter((read) =>
      read.path.length === path.length
        ? isWithin(read.path, path)
        : isWithin(path, read.path) && /^(whole|argument|range|text|condition)$/.test(read.use),
    )
    .filter((read) => !(read.path.length < path.length && read.use === 'condition'))
    .map(({ guards }) => guards);
}
