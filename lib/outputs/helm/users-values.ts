import type { ChartDefinition } from '../../definition/chart-definition';
import { FINGERPRINT, fingerprintedSections } from '../../definition/fingerprint-values';
import { imagePaths } from '../../definition/image-values';
import { defaultsOf } from '../../values/schema';

/** What users say for a whole chart, by turns: the compiler is not shown these values, so they are tried with the others. */
const GLOBALS = [
  { imageRegistry: '', imagePullSecrets: [] },
  { imageRegistry: 'registry.example.com:5000/mirror', imagePullSecrets: ['pull', 'other'] },
];
const IMAGE_PARTS = [{}, {}, { tag: 'v7.0_1' }, { digest: `sha256:${'0a'.repeat(32)}` }, {}];
const COMMON_LABELS = [{}, { team: 'a', 'app.kubernetes.io/name': '' }, { tier: '' }];

/** Returns values as a user of the chart gives them for those that the compiler met. @param turn which of them they are */
export function usersValues(definition: ChartDefinition, values: unknown, turn: number): Record<string, unknown> {
  const own = fingerprintedSections(definition.values).reduce(
    (all, { path }) => withoutFingerprint(all, path),
    values as Record<string, unknown>,
  );
  const images = definition.globalImages ? imagePaths(definition.values) : [];
  const defaults = defaultsOf(definition.values);
  return {
    ...images.reduce((all, path) => withParts(all, defaults, path, IMAGE_PARTS[turn % IMAGE_PARTS.length]), own),
    ...(definition.globalImages && { global: GLOBALS[turn % GLOBALS.length] }),
    ...(definition.commonLabels === true && { commonLabels: COMMON_LABELS[turn % COMMON_LABELS.length] }),
  };
}

/** Of an image the compiler knows the reference alone; its tag is the usual one unless it is among `parts`. */
function withParts(
  values: Record<string, unknown>,
  defaults: Record<string, unknown>,
  [key, ...rest]: readonly string[],
  parts: object = {},
): Record<string, unknown> {
  if (key === undefined) return { ...values, tag: defaults['tag'], ...parts };
  const [section, standard] = [values[key], defaults[key]].map((map) => (map ?? {}) as Record<string, unknown>);
  return { ...values, [key]: withParts(section ?? {}, standard ?? {}, rest, parts) };
}

function withoutFingerprint(
  values: Record<string, unknown>,
  [key, ...rest]: readonly string[],
): Record<string, unknown> {
  if (key === undefined) {
    const { [FINGERPRINT]: _fingerprint, ...kept } = values;
    return kept;
  }
  const section = values[key] as Record<string, unknown> | undefined;
  return section === undefined ? values : { ...values, [key]: withoutFingerprint(section, rest) };
}
