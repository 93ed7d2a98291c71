import { groupKind, objectName, type KubeObject } from '../../manifests/manifest';
import { diffManifests } from '../../manifests/diff';
import type { Finding } from './finding';
import { identityOf, normalized } from './pairs';

const HOOK = 'helm.sh/hook';

/** Whether helm runs an object as a hook. */
export const isHook = (object: KubeObject): boolean => object.metadata.annotations?.[HOOK] !== undefined;

/** Whether it is run by `helm test` alone. */
export const isTest = (object: KubeObject): boolean =>
  /^test(-success|-failure)?$/.test(object.metadata.annotations?.[HOOK] ?? '');

/** Hooks that come, go or change, and objects that become hooks or stop being some. */
export function* hooks(before: readonly KubeObject[], after: readonly KubeObject[]): Generator<Finding> {
  const is = new Map(after.map((object) => [identityOf(object), object]));
  const was = new Map(before.map((object) => [identityOf(object), object]));
  for (const [key, object] of was) {
    const other = is.get(key);
    if (other && isHook(object) !== isHook(other)) yield ownership(other);
    else if (isHook(object) && !isTest(object)) yield* changed(object, other);
  }
  for (const [key, object] of is) {
    if (was.has(key) || !isHook(object) || isTest(object)) continue;
    const message = `is new, and runs at ${events(object)}: an upgrade fails when it fails`;
    yield { rule: 'hook', level: 'minor', object: objectName(object), message };
  }
}

function ownership(after: KubeObject): Finding {
  const base = { rule: 'hook-ownership', level: 'major', object: objectName(after) } as const;
  if (isHook(after)) {
    const message =
      'becomes a hook: helm makes it, and then deletes it, since it is in the old release and not in the new one';
    return { ...base, message, advice: 'give the hook another name' };
  }
  const message =
    'stops being a hook: it is there already without helm owning it, and the upgrade is refused (invalid ownership metadata)';
  return { ...base, message, advice: 'give the object another name, or delete the one of the hook first' };
}

const events = (object: KubeObject): string => object.metadata.annotations?.[HOOK] ?? '';

function* changed(before: KubeObject, after: KubeObject | undefined): Generator<Finding> {
  const object = objectName(before);
  if (!after) {
    const message = `does not run at ${events(before)} any more`;
    yield { rule: 'hook', level: 'minor', object, message };
    return;
  }
  if (events(before) !== events(after)) {
    const message = `runs at ${events(after)} and not at ${events(before)}`;
    yield { rule: 'hook', level: 'minor', object, field: HOOK, message };
  }
  const noise = /^metadata\.labels\b|helm\.sh\/(chart|hook)'|app\.kubernetes\.io\/version'|checksum/;
  const fields = (diffManifests([normalized(before)], [normalized(after)])[0]?.fields ?? []).filter(
    ({ field }) => !noise.test(field),
  );
  if (fields.length === 0) return;
  const names = fields.slice(0, 3).map(({ field }) => field);
  const more = fields.length > names.length ? ` and ${fields.length - names.length} more` : '';
  const message = `${groupKind(after)} of ${events(after)} does something else: ${names.join(', ')}${more}`;
  yield { rule: 'hook', level: 'minor', object, field: names[0], message };
}
