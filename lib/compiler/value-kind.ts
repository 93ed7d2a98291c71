import type { Json } from '../manifests/manifest';
import type { Seen } from './place';
import type { Run, Token } from './run';

/** What sort of template a value needs. */
export type Kind = 'map' | 'list' | 'text' | 'checksum' | 'number' | 'boolean' | 'nothing';

/** In the words of a message. */
export const KIND_NAMES: Record<Kind, string> = {
  map: 'a map',
  list: 'a list',
  text: 'text',
  checksum: 'a checksum',
  number: 'a number',
  boolean: 'a boolean',
  nothing: 'null',
};

export function kindOf({ at, value }: Seen): Kind {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  if (typeof value === 'string') return at.run.output.checksums.has(value) ? 'checksum' : 'text';
  return typeof value === 'number' ? 'number' : 'boolean';
}

const isFromValues = ({ t }: Token): boolean => t === 'marker' || t === 'computed' || t === 'hash';

/** Whether anything in a value comes from the values of a run. */
export function hasMarker(run: Run, value: Json): boolean {
  if (typeof value === 'string') return run.output.checksums.has(value) || run.tokens(value).some(isFromValues);
  if (typeof value === 'number') return run.tokens(String(value)).some(isFromValues);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(
    ([key, inner]) => (!Array.isArray(value) && hasMarker(run, key)) || hasMarker(run, inner),
  );
}
