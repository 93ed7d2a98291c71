import { ALIAS } from './field-names';
import type { Head } from './head';
import { SP } from './octets';

/**
 * The field lines of `head` that go on to the next hop, as one string: those whose field is not in `drop` and that
 * Connection does not name (RFC 9110 7.6.1). Runs of kept lines are copied as they are; a line with other than one
 * space before its value is written in the plain form.
 *
 * @param text the message's head from `head.start` on, as latin1
 * @param drop by field: 1 for those that the proxy takes away or writes itself
 */
export function keptFields(text: string, buffer: Buffer, head: Head, drop: Uint8Array): string {
  const { count, start, field, nameStart, nameEnd, valueStart, valueEnd, lineEnd, nominated } = head;
  let kept = '';
  let from = -1;
  for (let i = 0; i < count; i++) {
    const kind = field[i]!;
    const goes =
      kind < ALIAS &&
      drop[kind] === 0 &&
      (nominated === null || !nominated.includes(text.slice(nameStart[i]! - start, nameEnd[i]! - start).toLowerCase()));
    const plain =
      valueStart[i] === nameEnd[i]! + 2 && valueEnd[i] === lineEnd[i]! - 2 && buffer[valueStart[i]! - 1] === SP;
    if (goes && plain) {
      if (from < 0) from = nameStart[i]!;
      continue;
    }
    if (from >= 0) kept += text.slice(from - start, nameStart[i]! - start);
    from = -1;
    if (goes) {
      const name = text.slice(nameStart[i]! - start, nameEnd[i]! - start);
      kept += `${name}: ${text.slice(valueStart[i]! - start, valueEnd[i]! - start)}\r\n`;
    }
  }
  if (from >= 0) kept += text.slice(from - start, lineEnd[count - 1]! - start);
  return kept;
}
