import { effectOf, type Effect } from './effect';
import { leaves, pathKey, pathText, valueAt, withValue, type Path } from '../values/path';
import type { Plan } from '../values/knowledge';
import { isKnown } from '../values/plan';
import { nearest } from '../../values/nearest';
import type { Explorer } from './explore';
import type { Witness } from '../judge/finding';

const CANDIDATES = 4;

/** Values that had an effect and have none; where a new value does what they did, it is named. */
export async function valueIgnored(plan: Plan, explorer: Explorer): Promise<void> {
  for (const { path, witness } of explorer.ignored()) {
    const successor = await renamedTo(path, witness, plan, explorer);
    const name = pathText(path);
    const now = successor ? `: ${pathText(successor)} does it now` : '';
    explorer.ledger.replace((finding) =>
      finding.rule === 'value-elsewhere' && finding.value === name ? undefined : finding,
    );
    explorer.ledger.add(
      {
        rule: 'value-ignored',
        level: 'major',
        value: name,
        message: `${name} is ignored without a word${now}`,
        advice: successor
          ? `read ${name} too when ${pathText(successor)} is not set, or fail with a message`
          : 'go on reading it, or fail with a message',
      },
      witness,
    );
  }
}

/** The new value which, given what the old one was given, has an effect on a field on which the old one had one. */
async function renamedTo(
  path: Path,
  witness: Witness,
  { before, after }: Plan,
  explorer: Explorer,
): Promise<Path | undefined> {
  const given = valueAt(witness.values, path);
  const [set, without] = [
    await explorer.rendered('before', witness.values),
    await explorer.rendered(
      'before',
      withValue(witness.values, path, valueAt(before.defaults, path) ?? null, before.defaults),
    ),
  ];
  const did = set && without ? fieldsIn(effectOf(without, set)) : new Set<string>();
  const paths = new Map<string, Path>();
  for (const one of [...leaves(after.defaults), ...after.reads.all.map((read) => read.path)]) {
    if (!isKnown(one, before)) paths.set(pathKey(one), one);
  }
  for (const candidate of nearestFirst(path, [...paths.values()]).slice(0, CANDIDATES)) {
    const [base, moved] = [
      await explorer.rendered('after', witness.values),
      await explorer.rendered('after', withValue(witness.values, candidate, given, after.defaults)),
    ];
    if (base && moved && [...fieldsIn(effectOf(base, moved))].some((field) => did.has(field))) return candidate;
  }
  return undefined;
}

/** What an effect is on, whatever the objects are called: `apps/Deployment` and the field. */
function fieldsIn(effect: Effect): Set<string> {
  const all = [...effect].flatMap(([identity, fields]) =>
    [...fields].map((field) => `${identity.split('\n')[0] ?? ''}\n${field}`),
  );
  return new Set(all);
}

/** Paths alike first: the same last word, or the same letters. */
function nearestFirst(path: Path, candidates: readonly Path[]): Path[] {
  const texts = new Map(candidates.map((candidate) => [pathText(candidate), candidate]));
  const sameEnd = candidates.filter((candidate) => candidate.at(-1)?.toLowerCase() === path.at(-1)?.toLowerCase());
  const near = nearest(pathText(path), [...texts.keys()]);
  const siblings = candidates.filter((candidate) => pathKey(candidate.slice(0, -1)) === pathKey(path.slice(0, -1)));
  const meant = near === undefined ? undefined : texts.get(near);
  const first = meant ? [meant] : [];
  return [...new Set([...sameEnd, ...first, ...siblings, ...candidates])];
}
