import { milliOf } from '../../../kubernetes/milli';
import type { FieldType } from './schema';
import type { Allowed } from './allowed';

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const RFC3339_MICRO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(?:Z|[+-]\d\d:\d\d)$/;

const whole =
  (bits: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** (bits - 1) && value !== 2 ** (bits - 1);

/** What the server decodes into each scalar. */
const SCALARS: Readonly<Record<string, Allowed>> = {
  string: { takes: (value) => typeof value === 'string', allowed: 'a text; put it in quotes' },
  boolean: { takes: (value) => typeof value === 'boolean', allowed: 'true or false' },
  int32: { takes: whole(32), allowed: 'a whole number' },
  int64: { takes: whole(64), allowed: 'a whole number' },
  integer: { takes: whole(64), allowed: 'a whole number' },
  double: { takes: (value) => typeof value === 'number', allowed: 'a number' },
  number: { takes: (value) => typeof value === 'number', allowed: 'a number' },
  quantity: { takes: (value) => milliOf(value) !== undefined, allowed: 'numbers such as 0.5, 500m, 64Mi, 1Gi' },
  'int or string': {
    takes: (value) => typeof value === 'string' || whole(32)(value),
    allowed: 'a whole number or a text',
  },
  time: {
    takes: (value) => typeof value === 'string' && RFC3339.test(value),
    allowed: 'a time such as 2030-01-31T12:00:00Z',
  },
  'micro time': {
    takes: (value) => typeof value === 'string' && RFC3339_MICRO.test(value),
    allowed: 'a time such as 2030-01-31T12:00:00.000000Z',
  },
  base64: {
    takes: (value) => typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, '')),
    allowed: 'base64; in a Secret, write the text itself under stringData',
  },
};

/** What a scalar takes; undefined for anything goes. */
export const scalarOf = (type: FieldType): Allowed | undefined =>
  typeof type === 'string' ? SCALARS[type] : undefined;
