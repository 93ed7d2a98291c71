import { nearest } from '../../../values/nearest';
import { groupKind } from '../../manifest';
import stored from './schema.json';

/**
 * What a field holds: a scalar (`string`, `int32`, `quantity`, …), the name of a type, a list or a map of these, or one of
 * some texts.
 */
export type FieldType =
  string | readonly ['list', FieldType] | readonly ['map', FieldType] | readonly ['one of', ...string[]];

/** The fields of a map that Kubernetes knows by name. */
export interface StructType {
  readonly required?: readonly string[];
  readonly fields: Readonly<Record<string, FieldType>>;
}

interface Schema {
  /** Of Kubernetes. */
  readonly version: string;
  /** Type by `apps/v1/Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, StructType>>;
}

/** Made by `npm run schema`. */
const SCHEMA = stored as unknown as Schema;

/** The version of Kubernetes whose fields are known. */
export const SCHEMA_VERSION = SCHEMA.version;

/** The fields of a type, or undefined for a scalar. */
export const structOf = (type: string): StructType | undefined => SCHEMA.types[type];

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The type of a kind of Kubernetes itself, or undefined. */
export const typeOfKind = ({ apiVersion, kind }: Named): string | undefined => SCHEMA.kinds[`${apiVersion}/${kind}`];

const NAMES = Object.keys(SCHEMA.kinds).map((name) => {
  const slash = name.lastIndexOf('/');
  return { apiVersion: name.slice(0, slash), kind: name.slice(slash + 1) };
});
/** With the one that all kinds have left. */
const GROUPS = new Set([...NAMES.map(({ apiVersion }) => groupOf(apiVersion)), 'extensions']);

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Whether a group of kinds is one of Kubernetes itself. */
export const isOwnGroup = (apiVersion: string): boolean => GROUPS.has(groupOf(apiVersion));

/** Versions in which Kubernetes has a kind, e.g. `autoscaling/v1`. */
export const versionsOf = (object: Named): string[] =>
  NAMES.filter((known) => groupKind(known) === groupKind(object)).map(({ apiVersion }) => apiVersion);

/** A kind of Kubernetes that may be meant by one that is none. */
export function meantKind({ apiVersion, kind }: Named): Named | undefined {
  const same = NAMES.find((known) => known.kind === kind);
  if (same) return same;
  const inGroup = NAMES.filter((known) => groupOf(known.apiVersion) === groupOf(apiVersion));
  const near = nearest(
    kind,
    (inGroup.length > 0 ? inGroup : NAMES).map((known) => known.kind),
  );
  return NAMES.find((known) => known.kind === near);
}
