import { objectKey, type KubeObject } from '../../manifests/manifest';
import { asOfRelease, isHook, notOurs, threeWay, type Answer, type Release } from '../../manifests/plan';
import type { Application } from './application';
import { dryRun, unversioned } from './dry-run';
import type { Kubectl } from './kubectl';
import type { Live } from './live';

/** A question to the API server about one of the objects. */
interface Question {
  readonly index: number;
  readonly object: KubeObject;
}

/**
 * What the API server answers to `helm upgrade --install`: server-side apply as `helm`, or for releases of an older Helm
 * the patch that it works out from the last release, the live object and the new one.
 */
export async function helmAnswers(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  live: readonly Live[],
  release: Release,
  { forceConflicts }: Application,
): Promise<Answer[]> {
  const answers = new Map<number, Answer>();
  const [made, applied, replaced]: [Question[], Question[], Question[]] = [[], [], []];
  const before = new Map(release.objects.map((object) => [objectKey(object), object]));
  objects.forEach((manifest, index) => {
    if (isHook(manifest)) {
      answers.set(index, {
        sort: 'accepted',
        result: manifest,
        warnings: ['a hook: Helm makes it anew when its time comes'],
      });
      return;
    }
    const object = asOfRelease(manifest, release);
    const found = live[index];
    const there = found && 'object' in found ? found.object : undefined;
    const old = before.get(objectKey(manifest));
    const refused = there && !old ? notOurs(there, release) : undefined;
    if (refused) answers.set(index, refused);
    else if (release.serverSide) applied.push({ index, object });
    else if (there)
      replaced.push({ index, object: unversioned(threeWay(old ? asOfRelease(old, release) : there, there, object)) });
    else made.push({ index, object });
  });
  const ask = async (command: readonly string[], questions: readonly Question[]): Promise<void> => {
    const told = await dryRun(
      kubectl,
      command,
      questions.map(({ object }) => object),
    );
    questions.forEach(({ index }, i) => answers.set(index, told[i] as Answer));
  };
  const force = forceConflicts ? ['--force-conflicts'] : [];
  await ask(['apply', '--server-side', '--field-manager=helm', ...force], applied);
  await ask(['create'], made);
  await ask(['replace'], replaced);
  return objects.map((_, index) => answers.get(index) as Answer);
}
