import { z } from 'zod';
import { LABEL_KEY, LABEL_VALUE } from '../kubernetes/names';

/** The value of a chart that labels all that is deployed. */
export const COMMON_LABEL_VALUES = {
  commonLabels: z
    .record(
      z.string().regex(LABEL_KEY.pattern).max(LABEL_KEY.longest),
      z.string().regex(LABEL_VALUE.pattern).max(LABEL_VALUE.longest),
    )
    .default({})
    .describe('Labels of all objects and pods beside those that they have. Not in selectors.'),
};

/** Labels of all objects of a chart: those that its code names, or those that its user does. */
export function commonLabelsOf(
  declared: boolean | Readonly<Record<string, string>> | undefined,
  values: { readonly commonLabels?: unknown },
): Readonly<Record<string, string>> {
  if (typeof declared === 'object') return declared;
  return declared === true ? ((values.commonLabels ?? {}) as Record<string, string>) : {};
}
