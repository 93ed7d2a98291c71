import { isIP } from 'node:net';
import { DNS_LABEL, fits, HOST_NAME } from '../../kubernetes/names';

// What may stand in a config file. The files are text in three languages: whatever could end a word in one of them, or
// that they would understand differently, is refused here rather than quoted three times.

/** `a-b1`: a word in every config language, and a value of a metrics label. */
export const isBackendName = (text: string): boolean => fits(DNS_LABEL, text);

/** Host names in either case, as people write them. */
const isHost = (text: string): boolean => fits({ ...HOST_NAME, pattern: new RegExp(HOST_NAME.pattern, 'i') }, text);

/** `*`, `a.example.com` or `*.example.com`. */
export const isDomain = (text: string): boolean =>
  text === '*' || (text.length <= HOST_NAME.longest && isHost(text.replace(/^\*\./, '')));

/**
 * `/`, or segments of unreserved and harmless characters. No `.`, `..` and empty segments, which servers resolve before
 * they compare; no `%`, since some compare the decoded path.
 */
export const isPath = (text: string): boolean =>
  text === '/' || /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~!&+,=:@-]+)+\/?$/.test(text);

/** What resolvers take for an IPv4 address, if for anything (WHATWG URL 3.5). */
const NUMBER_LAST = /(^|\.)\d+$/;

/** A DNS name (with `_`, as some internal ones have) or an IP address without brackets. */
export const isAddress = (text: string): boolean =>
  isIP(text) !== 0 || (isHost(text.replaceAll('_', 'x')) && !NUMBER_LAST.test(text));

/** `10.0.0.0/8`, `fd00::/8` or a single address. */
export const isRange = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
};

export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65535;

/** Whole seconds, up to a day. */
export const isSeconds = (seconds: number): boolean => Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400;
