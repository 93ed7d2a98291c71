import { definitionsIn } from '../check/custom/definitions';
import { isBuiltIn, withDefaults } from '../defaults';
import { copyOf } from '../defaults/draft';
import { groupKind, objectName, type KubeObject } from '../manifest';
import { madeByCluster } from '../owned';
import {
  CONSEQUENCES,
  type Applying,
  type Change,
  type Consequence,
  type FieldChange,
  type Judge,
  type Pair,
  type StoredPair,
} from './change';
import { access } from './consequences/access';
import { availability } from './consequences/availability';
import { customResources } from './consequences/custom-resources';
import { images } from './consequences/images';
import { immutable } from './consequences/immutable';
import { networkAccess } from './consequences/network-access';
import { onlyClusterKnows } from './consequences/only-cluster-knows';
import { podSecurity } from './consequences/pod-security';
import { refusedValues } from './consequences/refused-values';
import { removal } from './consequences/removal';
import { rollout } from './consequences/rollout';
import { renaming } from './consequences/renaming';
import { scale } from './consequences/scale';
import { serverSide } from './consequences/server-side';
import { startsEmpty } from './consequences/starts-empty';
import { stalePods } from './consequences/stale-pods';
import { strandedServices } from './consequences/stranded-services';
import { unservedPorts } from './consequences/unserved-ports';
import { asDefined } from './as-defined';
import { asPresent } from './as-present';
import { fieldChanges } from './field-changes';
import { likeLive } from './like-live';
import { dropRepeated } from './merged-lists';
import { pairUp, presentKind } from './pair-up';
import { renames } from './renames';
import { isSameQuantity, isStoredAlike } from './same-to-server';

export { CONSEQUENCES, type Applying, type Change, type Consequence, type FieldChange } from './change';

/** What an API server would answer, as far as manifests tell. */
const INSTEAD_OF_SERVER: readonly Judge[] = [refusedValues, immutable, serverSide, onlyClusterKnows];

const JUDGES: readonly Judge[] = [removal, access, podSecurity, availability, rollout, scale, images];

/**
 * What changes from one set of manifests to the next, by object and field, and what it does to the cluster when it is
 * applied. Both sides are compared as the API server would store them, so that defaults written out, other spellings
 * of a quantity and what only a cluster writes are no change. See {@link pairUp} for which objects are the same.
 */
export function diffManifests(
  before: readonly KubeObject[],
  after: readonly KubeObject[],
  applying: Applying = {},
): Change[] {
  const all = [...before, ...after];
  const pairs = pairUp(before, after).filter((pair) => pair.after || !pair.before || !madeByCluster(pair.before, all));
  const read = pairs.map((pair) => stored(pair, applying));
  const definitions = definitionsIn(pairs.flatMap(({ before: old, after: now }) => now ?? old ?? []));
  for (const pair of read) asDefined(pair, definitions);
  return changesOf(read, [...INSTEAD_OF_SERVER, ...JUDGES], applying, [customResources(definitions)]);
}

/** An object as a cluster has it, and as the cluster says it would be. */
export interface ObservedPair {
  readonly live: KubeObject | undefined;
  readonly result: KubeObject | undefined;
  /** As it is written. @default - `result` */
  readonly manifest?: KubeObject;
}

/** The same where an API server was asked, so that only what follows from its answers is told. */
export function diffObserved(pairs: readonly ObservedPair[], applying: Applying = {}): Change[] {
  const read = pairs.map(({ live, result, manifest }): StoredPair => ({
    before: live && withDefaults(live, { stored: true }),
    after: result && withDefaults(result, { stored: true }),
    written: { before: live, after: manifest ?? result },
  }));
  return changesOf(read, JUDGES, applying);
}

/** @param more what can be said only of all objects together, and only where no server was asked */
function changesOf(
  pairs: readonly StoredPair[],
  judges: readonly Judge[],
  applying: Applying,
  more: readonly ((pair: StoredPair) => Consequence[])[] = [],
): Change[] {
  const renamed = renames(pairs);
  const ofAll = [
    ...more,
    stalePods(pairs),
    strandedServices(pairs),
    unservedPorts(pairs),
    networkAccess(pairs, applying),
    renaming(renamed),
    startsEmpty(pairs),
  ];
  return pairs.flatMap((pair) => {
    const fields = pair.before && pair.after ? [...versionOf(pair), ...fieldsOf(pair.before, pair.after)] : [];
    const sort = pair.before === undefined ? 'added' : pair.after === undefined ? 'removed' : 'changed';
    const consequences = thatHappen([
      ...judges.flatMap((judge) => [...judge(pair, fields, applying)]).filter((one) => !isKnown(pair, one, renamed)),
      ...ofAll.flatMap((judge) => judge(pair)),
    ]);
    if (sort === 'changed' && fields.length === 0 && consequences.length === 0) return [];
    const manifest = pair.written.after ?? pair.written.before;
    if (manifest === undefined) return [];
    return [
      { object: objectName(manifest), manifest, sort, fields, consequences: worstFirst(consequences) } satisfies Change,
    ];
  });
}

function stored(
  written: { before: KubeObject | undefined; after: KubeObject | undefined },
  applying: Applying,
): StoredPair {
  const was = written.before && asPresent(written.before);
  const is = written.after && asPresent(written.after);
  const before = was && withDefaults(was);
  const after = is && withDefaults(was ? sent(is, was, applying) : is);
  if (before && after && written.before) likeLive(written.before, before, after);
  // In whichever version of those that it has, the API server stores the same.
  if (before && after && isBuiltIn(after.apiVersion) && groupKind(before) === groupKind(after)) {
    before.apiVersion = after.apiVersion;
  }
  return { before, after, written };
}

/** What is sent of an object that is there. */
function sent(object: KubeObject, before: KubeObject, applying: Applying): KubeObject {
  const copy = copyOf(object);
  dropRepeated(copy, before, applying);
  return copy;
}

/** A version that is gone, of an object that is the same as it is written today. */
function versionOf({ before, after, written }: StoredPair): FieldChange[] {
  const [was, is] = [written.before?.apiVersion, written.after?.apiVersion];
  if (was === is || before?.apiVersion !== after?.apiVersion || !isFormer(written)) return [];
  return [{ field: 'apiVersion', before: was, after: is }];
}

const isFormer = ({ before, after }: Pair): boolean =>
  [before, after].some((object) => object !== undefined && asPresent(object) !== object);

function fieldsOf(before: KubeObject, after: KubeObject): FieldChange[] {
  const changes = fieldChanges(before, after).flatMap((change) => {
    if (!isSameQuantity(change)) return [change];
    return isStoredAlike(change) ? [] : [{ ...change, same: true as const }];
  });
  if (presentKind(after) !== 'Secret') return changes;
  return changes.map((change) => (/^(data|stringData)\b/.test(change.field) ? { ...change, secret: true } : change));
}

/** Whether a new object opens only what the one opens that it replaces under another name. */
function isKnown(
  { before, after }: StoredPair,
  { sort, message }: Consequence,
  renamed: ReadonlyMap<KubeObject, KubeObject>,
): boolean {
  const old = after && !before ? renamed.get(after) : undefined;
  if (!old || sort !== 'widens-access') return false;
  const opened = [...access({ before: undefined, after: old })];
  return opened.some((one) => one.message === message);
}

/** What is refused changes nothing, so that nothing follows from it. */
function thatHappen(consequences: readonly Consequence[]): readonly Consequence[] {
  if (!consequences.some(({ sort }) => sort === 'fails')) return consequences;
  return consequences.filter(({ sort }) => sort === 'fails' || sort === 'fails-server-side');
}

/** Consequences in the order of {@link CONSEQUENCES}. */
export function worstFirst(consequences: readonly Consequence[]): Consequence[] {
  const rank = ({ sort }: Consequence): number => CONSEQUENCES.indexOf(sort);
  return [...consequences].sort((a, b) => rank(a) - rank(b));
}
