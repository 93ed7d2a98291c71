import { isIP, isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** Letters, digits, `-` and `_` (as some internal names have), not at an end that is `-`. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

const isName = (text: string): boolean =>
  text.length <= 253 &&
  text
    .replace(/\.$/, '')
    .split('.')
    .every((label) => LABEL.test(label));

/** Returns a text check whose message says what to write instead. */
const checked = (what: string, problem: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = problem(text);
    if (message !== undefined)
      context.addIssue({ code: 'custom', continue: false, message: `"${text}" is no ${what}${message}` });
  });

/** What is often written in place of a bare name. */
function hint(text: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return '; leave the scheme and the path out';
  if (/^\[.*\]$/.test(text)) return '; write the IPv6 address without brackets';
  if (/[^\u0000-\u007f]/.test(text)) {
    const ascii = domainToASCII(text.replace(/^\*\./, ''));
    return ascii === '' ? undefined : `; write it in ASCII: ${text.startsWith('*.') ? '*.' : ''}${ascii}`;
  }
  return undefined;
}

/** `a.example.com`, `*.example.com`, an IP address, or `*` for every host; in lower case, without the root's dot. */
export const domain = checked('domain', (text) => {
  if (text === '*' || isIP(text) !== 0 || isName(text.replace(/^\*\./, ''))) return undefined;
  const known = hint(text);
  if (known !== undefined) return known;
  if (/:\d+$/.test(text)) return `; a domain is matched on every port: write ${text.replace(/:\d+$/, '')}`;
  if (text.includes('*')) return '; "*" stands alone or for the first labels: *.example.com';
  return '; write a.example.com, *.example.com or *';
}).transform((name) => name.toLowerCase().replace(/\.$/, ''));

/** An IP address, or a DNS name that is looked up. */
export const address = checked('address', (text) => {
  if (isIP(text) !== 0) return undefined;
  const port = /^(?:\[[^\]]*\]|[^:]*):(\d+)$/.exec(text)?.[1];
  if (port !== undefined) return `; the port has a field of its own: port: ${port}`;
  const known = hint(text);
  if (known !== undefined) return known;
  if (/(^|\.)\d+\.?$/.test(text) && !isIPv4(text)) return '; an IPv4 address has four numbers from 0 to 255';
  return isName(text) ? undefined : '; write an IP address or a DNS name';
});

/** An address of this machine. */
export const listenAddress = checked('address to listen on', (text) =>
  isIP(text) !== 0 || text === 'localhost' ? undefined : (hint(text) ?? '; write 0.0.0.0, :: or an IP address'),
);

/** `10.0.0.0/8`, or a single address. */
export const cidr = checked('address range', (text) => {
  const [base = '', bits, ...more] = text.split('/');
  const family = isIP(base);
  const proper = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
  return family !== 0 && more.length === 0 && proper ? undefined : '; write 10.0.0.0/8 or fd00::/8';
});

/** `192.0.2.53`, or with a port `192.0.2.53:5353` and `[2001:db8::53]:5353`. */
export const dnsServer = checked('DNS server', (text) => {
  const port = /:(\d{1,5})$/.exec(text)?.[1];
  const bare = isIP(text) !== 0 ? text : text.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const proper =
    isIP(bare) !== 0 && (bare === text || port === undefined || (Number(port) >= 1 && Number(port) <= 65_535));
  return proper ? undefined : '; write its IP address, with or without a port';
});

/** The value of a Host field, or the name in a TLS handshake. */
export const hostName = checked('host name', (text) => {
  const bare = text.replace(/:\d{1,5}$/, '');
  return isName(bare) || isIP(bare.replace(/^\[|\]$/g, '')) !== 0 ? undefined : (hint(text) ?? '');
});
