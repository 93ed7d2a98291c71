import type { Json } from '../../manifests/manifest';
import { fits, HOST_NAME, IMAGE_TAG } from '../../kubernetes/names';
import type { Slot } from './slot';

/** A zod schema as code, what it needs imported from `chartwright/values`, and whether its type is too loose for a field. */
export interface SchemaCode {
  readonly code: string;
  readonly imports: readonly string[];
  readonly loose: boolean;
}

const QUANTITY = /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

/** Texts that are one of few, and which others belong to them. */
const FAMILIES = [
  ['true', 'false'],
  ['True', 'False'],
  ['TRUE', 'FALSE'],
  ['yes', 'no'],
  ['on', 'off'],
  ['0', '1'],
  ['debug', 'info', 'warn', 'error'],
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
  ['debug', 'info', 'warning', 'error', 'critical'],
  ['DEBUG', 'INFO', 'WARN', 'ERROR'],
  ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'],
  ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'],
  ['Always', 'IfNotPresent', 'Never'],
  ['ClusterIP', 'NodePort', 'LoadBalancer'],
  ['Recreate', 'RollingUpdate'],
  ['OnDelete', 'RollingUpdate'],
  ['Delete', 'Retain'],
  ['Exact', 'ImplementationSpecific', 'Prefix'],
  ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
  ['Allow', 'Forbid', 'Replace'],
  ['Cluster', 'Local'],
];

/** Longest text that a value may hold; files are longer. */
const LONGEST_TEXT = 1000;
const LONGEST_FILE = 100_000;

/** Maps with keys of people's own, whose values are all texts or numbers. */
const RECORDS = new Set(['requests', 'limits', 'nodeSelector', 'matchLabels', 'labels', 'annotations', 'data']);

/** The schema of a value: as narrow as its place and what it holds in each environment say. */
export function schemaOf(slot: Slot): SchemaCode {
  const values = [...slot.given.values()].filter((value) => value !== undefined);
  const environments = slot.sort === 'environment';
  if (slot.sort === 'flag') return exactly('z.boolean()');
  if (environments) return exactly(`z.enum(${listOf(values as string[])})`);
  const place = slot.place.path;
  if (values.every((value) => typeof value === 'string')) return textSchema(values, place);
  if (values.every((value) => typeof value === 'number')) return exactly(numberSchema(values, place.at(-1) ?? ''));
  return dataSchema(values, place.at(-1) ?? '');
}

const exactly = (code: string): SchemaCode => ({ code, imports: [], loose: false });
const imported = (name: string): SchemaCode => ({ code: name, imports: [name], loose: false });

function textSchema(values: readonly string[], path: readonly string[]): SchemaCode {
  const last = path.at(-1) ?? '';
  // One text alone says nothing of the others that there may be, unless it is a word: a tag '1' is followed by '2'.
  const telling = new Set(values).size > 1 || values.some((value) => /[a-z]/i.test(value));
  const family = FAMILIES.find((words) => values.every((value) => words.includes(value)));
  if (family && telling && last !== 'imageTag') return exactly(`z.enum(${listOf(family)})`);
  const all = (pattern: RegExp): boolean => values.every((value) => pattern.test(value));
  if ((last === 'host' || path.at(-2) === 'hosts') && values.every((value) => fits(HOST_NAME, value)))
    return imported('hostName');
  if (last === 'imageTag' && values.every((value) => fits(IMAGE_TAG, value))) return imported('imageTag');
  const resource = /^(requests|limits|capacity)$/.test(path.at(-2) ?? '') || last === 'sizeLimit';
  if (resource && all(QUANTITY)) return imported('quantity');
  const longest = Math.max(...values.map((value) => value.length));
  return exactly(
    `z.string().max(${longest > LONGEST_TEXT || values.some((value) => value.includes('\n')) ? LONGEST_FILE : LONGEST_TEXT})`,
  );
}

function numberSchema(values: readonly number[], field: string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (!values.every(Number.isSafeInteger)) return 'z.number()';
  const bounds = ((): [number, number] => {
    if (/^nodePort$/i.test(field)) return [30000, 32767];
    if (/port$/i.test(field)) return [1, 65535];
    if (/replicas$/i.test(field)) return [0, 1000];
    if (/^average(Utilization)$/.test(field)) return [1, 1000];
    if (/seconds$/i.test(field)) return [0, 86400];
    if (/weight$/i.test(field)) return [0, 100];
    return [Math.min(0, least), 10 ** Math.max(3, String(Math.abs(most)).length + 1)];
  })();
  const min = Math.min(bounds[0], least);
  return `z.int().min(${min}).max(${Math.max(bounds[1], most)})`;
}

/** Lists, maps and mixtures, as they are in the environments. */
function dataSchema(values: readonly Json[], field: string): SchemaCode {
  if (values.every((value) => typeof value === 'boolean')) return exactly('z.boolean()');
  if (values.every((value) => typeof value === 'number')) return exactly(numberSchema(values, field));
  if (values.every((value) => typeof value === 'string')) return exactly(`z.string().max(${LONGEST_TEXT})`);
  if (values.every((value) => Array.isArray(value))) {
    const items = values.flat();
    if (items.length === 0) return { ...exactly('z.array(z.json())'), loose: true };
    const item = dataSchema(items, field);
    return { ...item, code: `z.array(${item.code})` };
  }
  if (values.every(isMap)) return mapSchema(values, field);
  return { ...exactly('z.json()'), loose: true };
}

function mapSchema(values: readonly { [key: string]: Json }[], field: string): SchemaCode {
  const all = values.flatMap((value) => Object.values(value));
  const text = all.every((value) => typeof value === 'string');
  if (RECORDS.has(field) && text) return exactly(`z.record(z.string(), z.string().max(${LONGEST_TEXT}))`);
  const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
  if (keys.length === 0 || RECORDS.has(field)) return { ...exactly('z.record(z.string(), z.json())'), loose: true };
  const members = keys.map((key) => {
    const having = values.filter((value) => Object.hasOwn(value, key));
    const schema = dataSchema(
      having.map((value) => value[key] ?? null),
      key,
    );
    const optional = having.length < values.length ? '.optional()' : '';
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
    return { ...schema, code: `${name}: ${schema.code}${optional}` };
  });
  return {
    code: `z.object({ ${members.map(({ code }) => code).join(', ')} })`,
    imports: members.flatMap(({ imports }) => imports),
    loose: members.some(({ loose }) => loose),
  };
}

const listOf = (texts: readonly string[]): string => `[${texts.map((text) => `'${text}'`).join(', ')}]`;

const isMap = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
