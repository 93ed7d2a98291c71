import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { INCOMPLETE, REFUSED } from '../wire/head';
import { parseProxyHeader } from '../wire/proxy-protocol';
import { certificate } from './harness/certificate';
import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { answering, closedPort, OK, rawClient, remember } from './harness/sockets';

jest.setTimeout(30_000);

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');

/** A header of version 2. */
const v2 = (command: number, family: number, payload: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length);
  return Buffer.concat([SIGNATURE, Buffer.from([command, family]), length, payload]);
};
const IPV4 = Buffer.from([192, 0, 2, 7, 198, 51, 100, 1, 0xdc, 0x04, 0x01, 0xbb]);
const IPV6 = Buffer.concat([
  Buffer.from('20010db8000000000000000000000007', 'hex'),
  Buffer.alloc(16, 1),
  Buffer.from([0xdc, 4, 1, 0xbb]),
]);
const TLS_FIELD = Buffer.from([0x20, 0, 5, 0x01, 0, 0, 0, 0]);

const GOOD: readonly [string, Buffer, { address: string; isTls: boolean } | null][] = [
  ['1, IPv4', Buffer.from('PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n'), { address: '192.0.2.7', isTls: false }],
  ['1, IPv6', Buffer.from('PROXY TCP6 2001:db8::7 ::1 1 65535\r\n'), { address: '2001:db8::7', isTls: false }],
  ['1, unknown', Buffer.from('PROXY UNKNOWN\r\n'), null],
  ['1, unknown with more', Buffer.from('PROXY UNKNOWN ffff:f 1 2 3\r\n'), null],
  ['2, IPv4', v2(0x21, 0x11, IPV4), { address: '192.0.2.7', isTls: false }],
  ['2, IPv6', v2(0x21, 0x21, IPV6), { address: '2001:db8::7', isTls: false }],
  [
    '2, TLS',
    v2(0x21, 0x11, Buffer.concat([IPV4, Buffer.from([4, 0, 1, 9]), TLS_FIELD])),
    { address: '192.0.2.7', isTls: true },
  ],
  ['2, local', v2(0x20, 0, Buffer.alloc(0)), null],
  ['2, unspecified', v2(0x21, 0, Buffer.from('abc')), null],
];

const BAD: readonly [string, Buffer][] = [
  ['a request', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
  ['TLS', Buffer.from([0x16, 3, 1, 0, 5])],
  ['an address of the other family', Buffer.from('PROXY TCP4 ::1 ::1 1 2\r\n')],
  ['a port with a zero before it', Buffer.from('PROXY TCP4 192.0.2.7 192.0.2.8 01 2\r\n')],
  ['a port that is none', Buffer.from('PROXY TCP4 192.0.2.7 192.0.2.8 65536 2\r\n')],
  ['a word too many', Buffer.from('PROXY TCP4 192.0.2.7 192.0.2.8 1 2 3\r\n')],
  ['UDP', Buffer.from('PROXY UDP4 192.0.2.7 192.0.2.8 1 2\r\n')],
  ['a line without an end', Buffer.from(`PROXY UNKNOWN ${'x'.repeat(200)}`)],
  ['version 3', v2(0x31, 0x11, IPV4)],
  ['a command that is none', v2(0x22, 0x11, IPV4)],
  ['too short an address', v2(0x21, 0x21, IPV4)],
  ['datagrams', v2(0x21, 0x12, IPV4)],
];

test.each(GOOD)('reads a header of version %s', (_what, header, source) => {
  const rest = Buffer.from('GET');
  expect(parseProxyHeader(Buffer.concat([header, rest]), 0, header.length + 3)).toEqual({
    after: header.length,
    source,
  });
});

test.each(GOOD)('waits for more of a header of version %s wherever it is cut', (_what, header) => {
  for (let end = 1; end < header.length; end++) expect(parseProxyHeader(header, 0, end)).toBe(INCOMPLETE);
});

test.each(BAD)('refuses %s', (_what, octets) => {
  expect(parseProxyHeader(octets, 0, octets.length)).toBe(REFUSED);
});

test('never reads past what it was given, nor throws', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((more) => Buffer.concat([SIGNATURE, more])),
    fc.uint8Array({ maxLength: 300 }).map((more) => Buffer.concat([Buffer.from('PROXY '), more])),
  );
  fc.assert(
    fc.property(anything, (octets) => {
      const header = parseProxyHeader(Buffer.from(octets), 0, octets.length);
      return typeof header === 'number' || header.after <= octets.length;
    }),
  );
});

describe('behind a balancer', () => {
  const GET = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const through = async (octets: readonly Buffer[], proxyProtocol: boolean | string[] = ['127.0.0.0/8']) => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port], {}, { listen: { address: '127.0.0.1', proxyProtocol } }));
    const client = rawClient(proxy.port);
    for (const one of octets) client.send(one);
    await client.closed(8000);
    return { client: client.received(), upstream: upstream.received().join(''), proxy };
  };

  test.each(GOOD)(
    'the client of a header of version %s is the one of X-Forwarded-For and of the log',
    async (_what, header, source) => {
      const { upstream, proxy } = await through([Buffer.concat([header, Buffer.from(GET)])]);
      expect(upstream).toContain(`\r\nX-Forwarded-For: ${source?.address ?? '127.0.0.1'}\r\n`);
      expect(upstream).toContain(`\r\nX-Forwarded-Proto: ${source?.isTls ? 'https' : 'http'}\r\n`);
      expect(proxy.answered).toMatchObject([{ client: source?.address ?? '127.0.0.1', status: 200 }]);
    },
  );

  test('the header may come octet by octet', async () => {
    const [, header] = GOOD[0]!;
    const octets = [...Buffer.concat([header, Buffer.from(GET)])].map((octet) => Buffer.from([octet]));
    expect((await through(octets)).upstream).toContain('\r\nX-Forwarded-For: 192.0.2.7\r\n');
  });

  test.each(BAD)('%s in its place gets no answer, and reaches no upstream', async (_what, octets) => {
    const { client, upstream, proxy } = await through([octets]);
    expect([client, upstream]).toEqual(['', '']);
    expect(proxy.metric('proxy_refused_total', { reason: 'bad_proxy_header' })).toBe(1);
  });

  test('who is no balancer is not believed', async () => {
    const { client, upstream } = await through([Buffer.concat([GOOD[0]![1], Buffer.from(GET)])], ['10.0.0.0/8']);
    expect(client).toMatch(/^HTTP\/1\.1 400 /);
    expect(upstream).toBe('');
    expect((await through([Buffer.from(GET)], ['10.0.0.0/8'])).upstream).toContain(
      '\r\nX-Forwarded-For: 127.0.0.1\r\n',
    );
  });

  test('with `true`, everybody is taken for one', async () => {
    expect((await through([Buffer.concat([GOOD[0]![1], Buffer.from(GET)])], true)).upstream).toContain('192.0.2.7');
  });

  test('the header comes before TLS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proxy-protocol-'));
    certificate(folder, 'one');
    const upstream = await opened(answering(OK));
    const port = await closedPort();
    await opened(
      startFor(
        [upstream.port],
        {},
        {
          listen: { address: '127.0.0.1', proxyProtocol: ['127.0.0.1'] },
          tls: { port, certFile: join(folder, 'one.crt'), keyFile: join(folder, 'one.key') },
        },
      ),
    );
    for (const [, header, source] of GOOD) {
      const socket = connect(port, '127.0.0.1');
      socket.write(header);
      const client = remember(
        connectTls({ socket, ca: readFileSync(join(folder, 'one.crt')), servername: 'localhost' }),
      );
      client.send(GET);
      expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 /);
      expect(
        upstream
          .received()
          .join('')
          .match(/X-Forwarded-For: .*/g)
          ?.at(-1),
      ).toBe(`X-Forwarded-For: ${source?.address ?? '127.0.0.1'}`);
    }
    rmSync(folder, { recursive: true });
  });
});
