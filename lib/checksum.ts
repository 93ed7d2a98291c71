import { createHash } from 'node:crypto';

/**
 * SHA-256 of a text in UTF-8, 64 hexadecimal digits: for annotations that roll pods when a config changes.
 * Use this and no hash of your own: the chart compiler knows it and writes `sha256sum` of the same text.
 */
export function checksum(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
