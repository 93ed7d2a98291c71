import { Field } from './field-names';

/**
 * Fields for one hop, which are never copied: those of RFC 9110 7.6.1 and those that RFC 2616 13.5.1 listed. Framing
 * (Transfer-Encoding) is among them: it is written anew.
 */
const HOP_BY_HOP = [
  ...[Field.connection, Field.keepAlive, Field.proxyConnection, Field.te, Field.upgrade, Field.transferEncoding],
  ...[Field.proxyAuthenticate, Field.proxyAuthorization],
];

/** Returns which fields are not copied, by field: 1 for the hop-by-hop ones and for those that are named. */
export function dropped(...more: readonly number[]): Uint8Array {
  const table = new Uint8Array(128);
  for (const field of [...HOP_BY_HOP, ...more]) table[field] = 1;
  return table;
}
