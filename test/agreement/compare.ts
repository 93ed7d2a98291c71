import { askCluster } from '../../lib/cli/cluster/ask';
import type { Kubectl } from '../../lib/cli/cluster/kubectl';
import { diffManifests } from '../../lib/manifests/diff';
import { groupKind, type KubeObject } from '../../lib/manifests/manifest';
import { planOf } from '../../lib/manifests/plan';
import { diffJson } from '../../lib/outputs/diff';
import type { Truth, Via } from './case';
import type { Placed } from './observe';

interface Answer {
  readonly answer: string;
  readonly reasons: readonly string[];
}

/** An object of the JSON that `diff` and `plan` print. */
export interface Said {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly change: string;
  readonly reasons: readonly string[];
  readonly restarts: Answer;
  readonly access: Answer;
  readonly availability: Answer;
  readonly consequences: readonly { readonly rule: string; readonly message: string }[];
}

const keyOf = (said: Said): string => [groupKind(said), said.namespace ?? '', said.name].join('\n');

function byObject(json: string): Map<string, Said> {
  const { objects } = JSON.parse(json) as { objects: readonly Said[] };
  return new Map(objects.map((one) => [keyOf(one), one]));
}

/** What `diff` says. */
export function diffSays({ before, after }: Placed, via: Via): Map<string, Said> {
  const changes = diffManifests(before, after, { deletes: via === 'helm', serverSide: via !== 'apply' });
  const changed = new Set(changes.map(({ manifest }) => manifest));
  const unchanged = after.filter((object) => !changed.has(object));
  return byObject(diffJson(changes, { unchanged, serverSide: via !== 'apply' }));
}

/** What `plan` says of the objects of some cases, or of one release of Helm. */
export async function planSays(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  via: Via,
  namespace: string | undefined,
): Promise<Map<string, Said>> {
  const means = { via, deletes: via === 'helm' };
  const application = via === 'helm' ? { means, namespace, release: 'it' } : { means };
  const { changes, unchanged } = planOf(await askCluster(kubectl, objects, application));
  return byObject(diffJson(changes, { unchanged }));
}

/** One thing that was said, and whether it is true. */
export interface Verdict {
  readonly what: 'change' | 'restarts' | 'access' | 'availability' | 'pods';
  readonly said: string;
  readonly seen: string;
  readonly right: boolean;
}

const ACCESS = (said: Said): string =>
  said.access.answer === 'yes'
    ? 'widens'
    : said.consequences.some(({ rule }) => rule === 'narrows-access')
      ? 'narrows'
      : 'none';

/** Each thing that is said of an object against what was seen. */
export function verdicts(
  said: Said | undefined,
  truth: Truth,
  expected: {
    readonly access?: string;
    readonly availability?: string;
    readonly clusterAlone?: boolean;
    readonly isPlan: boolean;
  },
): Verdict[] {
  const change = said?.change ?? 'nothing';
  const isOpen = !expected.isPlan && (expected.clusterAlone === true || change === 'unknown');
  const all: Verdict[] = [
    { what: 'change', said: change, seen: truth.outcome, right: change === truth.outcome || isOpen },
  ];
  if (truth.outcome === 'changed' || said?.restarts.answer === 'yes') {
    const answer = said?.restarts.answer ?? 'no';
    // Of kinds of other makers, only their operators know.
    const isAskedFor = !expected.isPlan && answer === 'unknown';
    const seen = truth.restarts ? 'yes' : 'no';
    all.push({ what: 'restarts', said: answer, seen, right: answer === seen || isOpen || isAskedFor });
  }
  if (expected.access !== undefined && said && truth.outcome !== 'refused' && truth.outcome !== 'conflict') {
    const access = ACCESS(said);
    all.push({ what: 'access', said: access, seen: expected.access, right: access === expected.access });
  }
  if (expected.availability !== undefined && said && truth.outcome !== 'refused' && truth.outcome !== 'conflict') {
    const availability = said.availability.answer === 'yes' ? 'lowers' : 'same';
    all.push({
      what: 'availability',
      said: availability,
      seen: expected.availability,
      right: availability === expected.availability,
    });
  }
  const pods = said?.consequences.some(({ rule }) => rule === 'pods-fail') ?? false;
  if (expected.isPlan && (pods || truth.podsFail)) {
    all.push({ what: 'pods', said: String(pods), seen: String(truth.podsFail), right: pods === truth.podsFail });
  }
  return all;
}
