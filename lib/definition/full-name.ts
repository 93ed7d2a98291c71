import { z } from 'zod';

const name = z.string().regex(/^([a-z]([a-z0-9-]{0,51}[a-z0-9])?)?$/);

/** Values of a chart whose names may be overridden, as users of Helm know them. */
export const NAME_VALUES = {
  nameOverride: name.default('').describe("Stands behind the release's name in the names of all objects."),
  fullnameOverride: name.default('').describe("Stands in the place of the release's name in the names of all objects."),
};

/** Longest name of a release that Helm takes: whatever fits behind one fits behind the other. */
export const LONGEST_FULL_NAME = 53;

/** What the names of a release's objects begin with. */
export function fullName(
  release: string,
  { nameOverride, fullnameOverride }: { readonly nameOverride?: unknown; readonly fullnameOverride?: unknown },
): string {
  if (typeof fullnameOverride === 'string' && fullnameOverride !== '') return cut(fullnameOverride);
  if (typeof nameOverride !== 'string' || release.includes(nameOverride)) return release;
  return cut(`${release}-${nameOverride}`);
}

const cut = (text: string): string => text.slice(0, LONGEST_FULL_NAME).replace(/-$/, '');
