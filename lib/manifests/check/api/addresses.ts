/** The numbers of an address: 4 of IPv4, 8 of IPv6; undefined for what is no address. */
function numbersOf(address: string): number[] | undefined {
  return address.includes(':') ? groupsOf(address) : octetsOf(address);
}

function octetsOf(address: string): number[] | undefined {
  const parts = address.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return valid ? parts.map(Number) : undefined;
}

/** @see RFC 4291, 2.2 */
function groupsOf(address: string): number[] | undefined {
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const sides = halves.map((half) => (half === '' ? [] : half.split(':')).flatMap(groupNumbers));
  const [left = [], right] = sides;
  const groups = right
    ? [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0), ...right]
    : left;
  const written = left.length + (right?.length ?? 0);
  if (groups.some(Number.isNaN) || groups.length !== 8 || (right && written > 7)) return undefined;
  return groups;
}

function groupNumbers(group: string): number[] {
  if (group.includes('.')) {
    const [a, b, c, d] = octetsOf(group) ?? [NaN, NaN, NaN, NaN];
    return [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)];
  }
  return [/^[\da-fA-F]{1,4}$/.test(group) ? parseInt(group, 16) : NaN];
}

/** A range of addresses as their first bits. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly bits: string;
}

/** Reads `10.0.0.0/8` or `2001:db8::/32`; undefined for what is no range. */
export function rangeOf(cidr: string): AddressRange | undefined {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const numbers = numbersOf(address);
  if (!numbers || length === '') return undefined;
  const size = numbers.length === 4 ? 8 : 16;
  const bits = numbers.map((number) => number.toString(2).padStart(size, '0')).join('');
  return Number(length) <= bits.length
    ? { family: size === 8 ? 4 : 6, bits: bits.slice(0, Number(length)) }
    : undefined;
}

/** Whether a text is an address. */
export const isAddress = (text: string): boolean => numbersOf(text) !== undefined;

/** Whether a text is an address of IPv6. */
export const isSixthVersion = (text: string): boolean => text.includes(':');

/** Whether a text is a range of addresses. */
export const isRange = (text: string): boolean => rangeOf(text) !== undefined;

/** Whether one range lies in another, and is smaller. */
export const liesIn = (inner: AddressRange, outer: AddressRange): boolean =>
  inner.family === outer.family && inner.bits.length > outer.bits.length && inner.bits.startsWith(outer.bits);

/** Whether an address means something else on every node: loopback, link-local or none. @see k8s.io/kubernetes `ValidateNonSpecialIP` */
export const isOfNode = (address: string): boolean =>
  /^(?:127\.|169\.254\.|224\.0\.0\.)/.test(address) || /^0\.0\.0\.0$|^::1?$|^fe[89ab][\da-f]:|^ff02:/i.test(address);
