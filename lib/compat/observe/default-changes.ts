import { isSame } from '../../manifests/diff/field-changes';
import { canonicalQuantity } from '../../manifests/normal-form';
import { judgeUpgrade } from '../judge/judge-upgrade';
import { larger, type Finding, type Level } from '../judge/finding';
import { isMap, type ValuesTree } from '../../values/merge';
import { valuesKey } from '../values/trial';
import type { Objects } from './render';
import { leaves, pathKey, pathText, valueAt, withValue, type Path } from '../values/path';
import type { Plan } from '../values/knowledge';
import { isKnown } from '../values/plan';
import { keyOf } from './ledger';
import type { Explorer } from './explore';

/**
 * Defaults that are others now, each with what it does to a release that says nothing, or that has switched on what they
 * belong to: what is gone when the old default is put back. Lesser effects are told in the finding about the default,
 * larger ones stay findings of their own.
 */
export async function defaultChanges(
  { before, after }: Plan,
  explorer: Explorer,
  isLate: () => boolean = () => false,
): Promise<void> {
  const changed = changedPaths(before.defaults, after.defaults);
  const releases = changed.length > 0 ? await releasesOf(explorer) : [];
  for (const path of changed) {
    const [old, now] = [valueAt(before.defaults, path), valueAt(after.defaults, path)];
    const { effects, values } = await effectsOf(
      path,
      old === undefined ? null : old,
      // Late, the release that says nothing has to do.
      isLate() ? releases.slice(0, 1) : releases,
      after.defaults,
      explorer,
    );
    const level = effects.reduce<Level>(
      (most, finding) => larger(most, finding.level),
      effects.length > 0 ? 'patch' : 'minor',
    );
    const lesser = new Set(effects.filter((finding) => finding.level !== 'major').map(keyOf));
    const what = effects
      .filter((finding) => lesser.has(keyOf(finding)))
      .map(({ object, message }) => `${object ?? ''}: ${message}`);
    explorer.ledger.replace((finding) => {
      if (lesser.has(keyOf(finding))) return undefined;
      const caused = effects.some((effect) => keyOf(effect) === keyOf(finding));
      return caused
        ? { ...finding, value: pathText(path), message: `${finding.message} (by the default of ${pathText(path)})` }
        : finding;
    });
    const finding: Finding = {
      rule: 'default-changed',
      level,
      value: pathText(path),
      message: `default of ${pathText(path)}: ${show(old)} → ${show(now)}${what.length > 0 ? `; ${what.slice(0, 3).join('; ')}` : ''}`,
    };
    explorer.ledger.add(finding, { by: 'values', values });
  }
  const added = leaves(after.defaults).filter((path) => !isKnown(path, before) && !isKnownAbove(path, before.defaults));
  if (added.length > 0) {
    const names = added.slice(0, 8).map(pathText);
    const more = added.length > names.length ? ` and ${added.length - names.length} more` : '';
    explorer.ledger.add(
      { rule: 'value-added', level: 'minor', value: names[0], message: `${names.join(', ')}${more}` },
      { by: 'files', values: {} },
    );
  }
}

/** A release, and what the upgrade does to it. */
interface Release {
  readonly values: ValuesTree;
  readonly was: Objects['objects'];
  readonly findings: readonly Finding[];
}

/** At most so many releases beside the one that says nothing are asked about each default. */
const RELEASES = 8;

/** The release that says nothing, and those that have shown something else. */
async function releasesOf(explorer: Explorer): Promise<Release[]> {
  const shown = explorer.ledger
    .all()
    .flatMap(({ witness, level }) => (witness.by === 'values' && level !== 'major' ? [witness.values] : []));
  const distinct = new Map([{}, ...shown].map((values) => [valuesKey(values), values]));
  const releases: Release[] = [];
  for (const values of [...distinct.values()].slice(0, RELEASES + 1)) {
    const [was, is] = [await explorer.rendered('before', values), await explorer.rendered('after', values)];
    if (was) releases.push({ values, was, findings: is ? judgeUpgrade(was, is) : [] });
  }
  return releases;
}

/** What a default does where nobody has set it, each thing once, and the first release that shows any of it. */
async function effectsOf(
  path: Path,
  old: unknown,
  releases: readonly Release[],
  defaults: unknown,
  explorer: Explorer,
): Promise<{ readonly effects: readonly Finding[]; readonly values: ValuesTree }> {
  const effects = new Map<string, Finding>();
  let shownBy: ValuesTree | undefined;
  for (const { values, was, findings } of releases) {
    const open = findings.filter((finding) => !effects.has(keyOf(finding)));
    if (open.length === 0 || valueAt(values, path) !== undefined) continue;
    const pinned = await explorer.rendered('after', withValue(values, path, old, defaults));
    if (!pinned) continue;
    const left = new Set(judgeUpgrade(was, pinned).map(keyOf));
    const gone = open.filter((finding) => !left.has(keyOf(finding)));
    if (gone.length > 0) shownBy ??= values;
    for (const finding of gone) effects.set(keyOf(finding), finding);
  }
  return { effects: [...effects.values()], values: shownBy ?? {} };
}

/** Leaves that both charts have a default for, another one. */
function changedPaths(before: unknown, after: unknown): Path[] {
  const found = new Map<string, Path>();
  for (const path of [...leaves(before), ...leaves(after)]) {
    const [old, now] = [valueAt(before, path), valueAt(after, path)];
    if (old === undefined || now === undefined || isSame(old, now)) continue;
    if (isQuantityOf(path, old) && isQuantityOf(path, now) && canonicalQuantity(old) === canonicalQuantity(now))
      continue;
    if (isMap(old) && isMap(now)) continue;
    if ((isMap(old) || isMap(now)) && (old === null || now === null)) continue;
    found.set(pathKey(path), path);
  }
  return [...found.values()];
}

/** `100m` of a processor, `"0.1"`: one amount, two spellings. A tag `1.10` is no amount. */
function isQuantityOf(path: Path, value: unknown): boolean {
  const isAmount = /cpu|memory|storage|size|capacity/i.test(path.at(-1) ?? '');
  return isAmount && typeof value === 'string' && /^\d[\d.]*[A-Za-z]*$/.test(value);
}

/** Whether the old chart has a scalar or list where the new one has a map: another default, not a new value. */
function isKnownAbove(path: Path, defaults: unknown): boolean {
  return path.some((_, i) => {
    const there = i > 0 ? valueAt(defaults, path.slice(0, i)) : undefined;
    return there !== undefined && there !== null && !isMap(there);
  });
}

const LONGEST = 60;
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'unset';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
