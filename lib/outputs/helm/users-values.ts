import type { ChartDefinition } from '../../definition/chart-definition';
import { FINGERPRINT, fingerprintedSections } from '../../definition/fingerprint-values';

/** What users say for a whole chart, by turns: the compiler is not shown these values, so they are tried with the others. */
const GLOBALS = [
  { imageRegistry: '', imagePullSecrets: [] },
  { imageRegistry: 'registry.example.com:5000/mirror', imagePullSecrets: ['pull', 'other'] },
];
const COMMON_LABELS = [{}, { team: 'a', 'app.kubernetes.io/name': '' }, { tier: '' }];

/** Returns values as a user of the chart gives them for those that the compiler met. @param turn which of them they are */
export function usersValues(definition: ChartDefinition, values: unknown, turn: number): Record<string, unknown> {
  const own = fingerprintedSections(definition.values).reduce(
    (all, { path }) => withoutFingerprint(all, path),
    values as Record<string, unknown>,
  );
  return {
    ...own,
    ...(definition.globalImages && { global: GLOBALS[turn % GLOBALS.length] }),
    ...(definition.commonLabels === true && { commonLabels: COMMON_LABELS[turn % COMMON_LABELS.length] }),
  };
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
