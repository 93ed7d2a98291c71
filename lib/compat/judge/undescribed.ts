import { isMap } from '../../values/merge';

/** A schema without its words, which no API server asks about. */
export function undescribed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(undescribed);
  if (!isMap(value)) return value;
  const members = Object.entries(value).filter(([key, member]) => key !== 'description' || typeof member !== 'string');
  return Object.fromEntries(members.map(([key, member]) => [key, undescribed(member)]));
}
