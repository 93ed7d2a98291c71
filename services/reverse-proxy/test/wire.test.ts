import fc from 'fast-check';
import { ChunkedBody } from '../wire/chunked';
import { Head, INCOMPLETE, REFUSED } from '../wire/head';
import { routedHost } from '../wire/host';
import { parseRequestHead } from '../wire/request-head';
import { parseResponseHead } from '../wire/response-head';
import { normalPath } from '../wire/target';

const limits = { headerBytes: 32_768, headerCount: 100, targetBytes: 8192 };

const parse = (text: string, head = new Head()): number => {
  const octets = Buffer.from(text, 'latin1');
  return parseRequestHead(octets, 0, octets.length, head, limits);
};

const tchar = fc.constantFrom(..."!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
const token = fc.string({ unit: tchar, minLength: 1, maxLength: 20 });
const fieldValue = fc
  .string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((c) => c !== 0x7f)
      .map((c) => String.fromCharCode(c)),
    maxLength: 40,
  })
  .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));
const ows = fc.constantFrom('', ' ', '\t', '  ', ' \t ');

describe('request heads', () => {
  test('reads every field line that RFC 9110 allows, with its value without the whitespace around it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(token, ows, fieldValue, ows), { maxLength: 20 }), (fields) => {
        const plain = fields.map(([name, ...rest]) => [`x-${name}`, ...rest] as const);
        const text = `GET / HTTP/1.1\r\n${plain.map(([name, a, value, b]) => `${name}:${a}${value}${b}\r\n`).join('')}\r\n`;
        const head = new Head();
        expect(parse(text, head)).toBe(text.length);
        const octets = Buffer.from(text, 'latin1');
        expect(head.count).toBe(plain.length);
        plain.forEach(([, , value], index) => expect(head.value(octets, index)).toBe(value));
      }),
    );
  });

  test('is incomplete at every cut of a valid head, and never refused there', () => {
    const text =
      'POST /a/b?c=d HTTP/1.1\r\nHost: example.com:80\r\nContent-Length: 12\r\nConnection: close, x-y\r\nX-Y:\t z \r\nExpect: 100-continue\r\n\r\n';
    for (let cut = 1; cut < text.length; cut++) expect([cut, parse(text.slice(0, cut))]).toEqual([cut, INCOMPLETE]);
    expect(parse(text)).toBe(text.length);
  });

  test('refuses every octet that must not be in a field value', () => {
    for (let octet = 0; octet < 256; octet++) {
      const allowed = octet === 9 || (octet >= 0x20 && octet !== 0x7f);
      const text = `GET / HTTP/1.1\r\nHost: a\r\nX: b${String.fromCharCode(octet)}c\r\n\r\n`;
      expect([octet, parse(text) === REFUSED]).toEqual([octet, !allowed]);
    }
  });

  test('refuses every octet that is no tchar in a field name', () => {
    for (let octet = 0; octet < 256; octet++) {
      const character = String.fromCharCode(octet);
      const allowed = /^[!#$%&'*+.^_`|~0-9A-Za-z:-]$/.test(character);
      const text = `GET / HTTP/1.1\r\nHost: a\r\nX${character}Y: b\r\n\r\n`;
      expect([octet, parse(text) === REFUSED]).toEqual([octet, !allowed]);
    }
  });

  test('never reads past the end, and never throws, whatever the octets are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const after = parseRequestHead(Buffer.from(octets), 0, octets.length, new Head(), limits);
        expect(after === INCOMPLETE || after === REFUSED || (after > 0 && after <= octets.length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('never accepts a mutation that a line-by-line reading would not', () => {
    const base = 'POST /a HTTP/1.1\r\nHost: example.com\r\nContent-Length: 3\r\nX-A: b\r\n\r\n';
    const strict =
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [\x21-\x7e]+ HTTP\/1\.\d\r\n([!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n/;
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, octet, insert) => {
        const text = base.slice(0, at) + String.fromCharCode(octet) + base.slice(insert ? at : at + 1);
        if (parse(text) > 0) expect(text).toMatch(strict);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('response heads', () => {
  const parseStatus = (text: string): number => {
    const octets = Buffer.from(text, 'latin1');
    return parseResponseHead(octets, 0, octets.length, new Head(), limits);
  };

  test.each(['HTTP/1.1 200 OK', 'HTTP/1.0 404 Not Found', 'HTTP/1.1 200 ', 'HTTP/1.1 200', 'HTTP/1.1 599 \xe4\xf6'])(
    'accepts %s',
    (line) => {
      expect(parseStatus(`${line}\r\nX: y\r\n\r\n`)).toBeGreaterThan(0);
    },
  );

  test.each([
    'HTTP/2.0 200 OK',
    'HTTP/1.1 20 OK',
    'HTTP/1.1 099 x',
    'HTTP/1.1 600 x',
    'HTTP/1.1  200 OK',
    'http/1.1 200 OK',
    'ICY 200 OK here it is',
    '200 OK and more',
  ])('refuses %s', (line) => {
    expect(parseStatus(`${line}\r\nX: y\r\n\r\n`)).toBe(REFUSED);
  });
});

/** Feeds a body in the given pieces. */
function decode(
  pieces: readonly string[],
  dechunk: boolean,
): { out: string; done: boolean; refused: boolean; rest: number } {
  let out = '';
  const sink = {
    span: (buffer: Buffer, start: number, end: number) => void (out += buffer.toString('latin1', start, end)),
    text: (octets: string) => void (out += octets),
  };
  const body = new ChunkedBody(sink, dechunk, limits);
  for (const piece of pieces) {
    const octets = Buffer.from(piece, 'latin1');
    const after = body.feed(octets, 0, octets.length);
    if (after === REFUSED) return { out, done: false, refused: true, rest: 0 };
    if (body.isDone) return { out, done: true, refused: false, rest: octets.length - after };
  }
  return { out, done: body.isDone, refused: false, rest: 0 };
}

describe('chunked bodies', () => {
  const chunks = fc.array(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 40 }), { maxLength: 8 });
  const extension = fc.constantFrom('', ';a', ';a=b', ' ;a="b;c"', '\t; x');
  const encode = (list: readonly string[], ext = '', zeros = ''): string =>
    `${list.map((one) => `${zeros}${one.length.toString(16)}${ext}\r\n${one}\r\n`).join('')}0${ext}\r\n\r\n`;
  const cut = (text: string, at: readonly number[]): string[] => {
    const points = [...new Set(at.map((one) => one % (text.length + 1)))].sort((a, b) => a - b);
    return [0, ...points].map((from, index) => text.slice(from, points[index]));
  };

  test('come out the same however they are cut, without extensions and leading zeros', () => {
    fc.assert(
      fc.property(
        chunks,
        extension,
        fc.constantFrom('', '0', '000'),
        fc.array(fc.nat(), { maxLength: 12 }),
        (list, ext, zeros, at) => {
          const { out, done } = decode(cut(encode(list, ext, zeros), at), false);
          expect([out, done]).toEqual([encode(list), true]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('give their content alone when they are taken apart', () => {
    fc.assert(
      fc.property(chunks, extension, fc.array(fc.nat(), { maxLength: 12 }), (list, ext, at) => {
        const { out, done } = decode(cut(encode(list, ext), at), true);
        expect([out, done]).toEqual([list.join(''), true]);
      }),
      { numRuns: 1000 },
    );
  });

  test('leave what follows them alone', () => {
    expect(decode(['3\r\nabc\r\n0\r\n\r\nGET / HTTP/1.1\r\n'], false)).toMatchObject({ done: true, rest: 16 });
  });

  test('keep trailers, without those that would change the message', () => {
    const section = 'X-Sum: 1\r\nContent-Length: 5\r\nHost: evil\r\nAuthorization: x\r\nGrpc-Status:0\r\n';
    for (let at = 1; at < 30; at++) {
      const { out } = decode(cut(`1\r\na\r\n0\r\n${section}\r\n`, [at * 3, at * 5]), false);
      expect(out).toBe('1\r\na\r\n0\r\nX-Sum: 1\r\nGrpc-Status: 0\r\n\r\n');
    }
  });

  test.each([
    'g\r\n',
    '\r\n',
    ' 1\r\n',
    '1 \r\na',
    '1\na',
    '1\r\nab',
    '1\r\na\n',
    '1\r\na\rx',
    '0x1\r\n',
    '-1\r\n',
    '+1\r\n',
    '1,2\r\n',
    '1;a\nb\r\n',
    '1;a\x00\r\n',
    '1;a\rb\r\n',
    '11111111111111111\r\n',
    'ffffffffffffffff\r\n',
    '0\r\nX : y\r\n\r\n',
    '0\r\n X: y\r\n\r\n',
    '0\r\nX: y\n\r\n',
    '0\r\nX\r\n\r\n',
    '0\r\nTransfer-Encoding: gzip\r\n\r\n',
    '0\r\n\n',
    '0\r\n\rX',
    `1;${'a'.repeat(5000)}\r\n`,
  ])('are refused: %j', (text) => {
    expect(decode([text], false).refused).toBe(true);
    expect(decode([...text], false).refused).toBe(true);
  });
});

test.each([
  ['/a/b', '/a/b'],
  ['/a//b', '/a/b'],
  ['/a/./b', '/a/b'],
  ['/a/../b', '/b'],
  ['/a/%2e%2E/b', '/b'],
  ['/%61dmin', '/admin'],
  ['/a/..', '/'],
  ['/a/b/.', '/a/b/'],
  ['//', '/'],
  ['/%2f', '/%2F'],
  ['/..', undefined],
  ['/a/../../b', undefined],
])('the path %s is routed as %s', (path, normal) => {
  expect(normalPath(path)).toBe(normal);
});

test.each([
  ['Example.COM:8080', 'example.com'],
  ['example.com.', 'example.com'],
  ['example.com.:80', 'example.com'],
  ['[::1]:80', '::1'],
  ['[::1]', '::1'],
  ['10.0.0.1', '10.0.0.1'],
  ['', ''],
])('the host %s is routed as %s', (host, routed) => {
  expect(routedHost(host)).toBe(routed);
});
