/**
 * Fields that the schema calls required and the server does without: their zero is a value, or they are filled in.
 * `empty` are those that have to be there and may be empty.
 */
const NOT_NEEDED: Readonly<Record<string, readonly string[]>> = {};
const EMPTY: Readonly<Record<string, readonly string[]>> = {};

/** Whether a required field may be missing, or may be empty. */
export function mayBeMissing(type: string, field: string, empty: boolean): boolean {
  return NOT_NEEDED[type]?.includes(field) === true || (empty && EMPTY[type]?.includes(field) === true);
}
