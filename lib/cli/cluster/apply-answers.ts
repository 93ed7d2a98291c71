import { groupKind, type KubeObject } from '../../manifests/manifest';
import { definedKind, takenOver, type Answer } from '../../manifests/plan';
import type { Application } from './application';
import { dryRun, unversioned } from './dry-run';
import type { Kubectl } from './kubectl';
import type { Live } from './live';

/** What the API server answers to `kubectl apply` of objects, one after another. */
export async function applyAnswers(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  live: readonly Live[],
  { means, namespace, fieldManager, forceConflicts }: Application,
): Promise<Answer[]> {
  const command = [
    'apply',
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
    ...(means.via === 'apply' ? [] : ['--server-side']),
    ...(fieldManager === undefined ? [] : ['--field-manager', fieldManager]),
    ...(forceConflicts ? ['--force-conflicts'] : []),
  ];
  const first = await dryRun(kubectl, command, objects);
  const withNamespaces = await inNewNamespaces(kubectl, objects, first);
  const withKinds = ofNewKinds(objects, withNamespaces);
  return means.via === 'apply' ? withKinds : afterTakeOver(kubectl, live, withKinds, fieldManager ?? 'kubectl');
}

/** Objects of a Namespace that the run makes before them are tried in another one: rules of the namespace are new, too. */
async function inNewNamespaces(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  answers: readonly Answer[],
): Promise<Answer[]> {
  const made = new Map(
    objects.flatMap((object, i) => (groupKind(object) === 'Namespace' ? [[object.metadata.name, i] as const] : [])),
  );
  const waiting = objects.flatMap((object, i) => {
    const answer = answers[i] as Answer;
    const missing = answer.sort === 'refused' ? /^namespaces "([^"]+)" not found$/.exec(answer.words)?.[1] : undefined;
    const when = missing === undefined ? undefined : made.get(missing);
    return when !== undefined && when < i ? [{ object, i }] : [];
  });
  const tried = await dryRun(
    kubectl,
    ['create', '--validate=strict'],
    waiting.map(({ object }) => ({ ...object, metadata: { ...object.metadata, namespace: 'default' } })),
  );
  const all = [...answers];
  waiting.forEach(({ object, i }, index) => {
    const answer = tried[index] as Answer;
    if (answer.sort === 'accepted') {
      const { metadata } = answer.result;
      const result = { ...answer.result, metadata: { ...metadata, namespace: object.metadata.namespace } };
      all[i] = { ...answer, result };
    } else if (answer.sort === 'refused' && /already exists$/.test(answer.words)) {
      all[i] = { sort: 'accepted', result: object, warnings: [] };
    } else all[i] = answer;
  });
  return all;
}

/** kubectl looks kinds up before it applies: of one that the same run defines, the objects come with a second run. */
function ofNewKinds(objects: readonly KubeObject[], answers: readonly Answer[]): Answer[] {
  const defined = new Set(objects.flatMap((object) => definedKind(object) ?? []));
  return answers.map((answer, i) => {
    const object = objects[i] as KubeObject;
    if (answer.sort !== 'refused' || !defined.has(groupKind(object)) || !/no matches for kind/.test(answer.words)) {
      return answer;
    }
    const note = 'its kind is defined in the same run: where kubectl does not find it yet, apply a second time';
    return { sort: 'accepted', result: object, warnings: [note] };
  });
}

/** Results of objects that client-side apply made before. */
async function afterTakeOver(
  kubectl: Kubectl,
  live: readonly Live[],
  answers: readonly Answer[],
  manager: string,
): Promise<Answer[]> {
  const richer = answers.flatMap((answer, i) => {
    const found = live[i];
    const before = found && 'object' in found ? found.object : undefined;
    const left = answer.sort === 'accepted' && before ? takenOver(before, answer.result, manager) : undefined;
    return left ? [{ i, left }] : [];
  });
  const replaced = await dryRun(
    kubectl,
    ['replace'],
    richer.map(({ left }) => unversioned(left)),
  );
  const all = [...answers];
  richer.forEach(({ i }, index) => (all[i] = replaced[index] as Answer));
  return all;
}
