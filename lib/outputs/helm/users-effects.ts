import type { Effect } from '../../compiler/effects';
import type { ChartDefinition } from '../../definition/chart-definition';
import { FINGERPRINT, fingerprintedSections } from '../../definition/fingerprint-values';
import { imagePaths } from '../../definition/image-values';

/** Effects of the values as users know them, where the compiler knows one text for several: an image, a section with a fingerprint. */
export function usersEffects(
  definition: ChartDefinition,
  effects: ReadonlyMap<string, readonly Effect[]>,
): ReadonlyMap<string, readonly Effect[]> {
  const found = new Map(effects);
  const also = (path: readonly string[], of: readonly string[]): void => {
    const more = effects.get(of.join('.'));
    if (more) found.set(path.join('.'), [...(found.get(path.join('.')) ?? []), ...more]);
  };
  for (const path of definition.globalImages ? imagePaths(definition.values) : []) {
    for (const part of ['tag', 'digest']) also([...path, part], [...path, 'repository']);
    also(['global', 'imageRegistry'], [...path, 'repository']);
    also(['global', 'imagePullSecrets'], [...path, 'pullSecrets']);
  }
  for (const { path, of } of fingerprintedSections(definition.values))
    for (const name of of) also([...path, name], [...path, FINGERPRINT]);
  return found;
}
