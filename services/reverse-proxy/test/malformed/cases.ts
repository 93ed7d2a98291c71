/** One thing that a client may send. */
export interface Case {
  readonly name: string;
  readonly octets: string;
  /**
   * `refuse`: not valid, or a risk that RFC 9110/9112 lets a server refuse: nothing of it may reach the upstream.
   * `forward`: valid; the upstream receives exactly `forwards` requests.
   */
  readonly expect: 'refuse' | 'forward';
  readonly forwards: number;
}

/** Behind a message whose end is in doubt: whoever forwards this has been fooled. */
export const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n';

const refuse = (name: string, octets: string): Case => ({ name, octets, expect: 'refuse', forwards: 0 });
const forward = (name: string, octets: string, forwards = 1): Case => ({ name, octets, expect: 'forward', forwards });

const get = (fields: string, line = 'GET / HTTP/1.1'): string => `${line}\r\nHost: a.example\r\n${fields}\r\n`;
const post = (fields: string, body = ''): string => `POST / HTTP/1.1\r\nHost: a.example\r\n${fields}\r\n${body}`;
const show = (text: string): string => JSON.stringify(text).slice(1, -1);

const CONTROLS = [...Array.from({ length: 32 }, (_, octet) => octet), 127].filter((octet) => octet !== 9);
const chr = (octet: number): string => String.fromCharCode(octet);

/** Content-Length values that are no 1*DIGIT. */
const BAD_LENGTHS = [
  ...[
    '',
    '+5',
    '-5',
    '-0',
    '5 5',
    '5,5',
    '5, 5',
    '5,6',
    '5;',
    '0x5',
    '5.0',
    '5e0',
    '1_0',
    '٥',
    '5\t5',
    '"5"',
    "5'",
    '5a',
    'a5',
    '5,',
    ',5',
  ],
  ...[
    '9007199254740993',
    '18446744073709551617',
    '99999999999999999999999999',
    'NaN',
    'Infinity',
    '5\x0b',
    '\x0c5',
    '5 \x00',
    '\xa05',
    '0,0',
  ],
];

/** Transfer-Encoding values that are not exactly `chunked`. */
const BAD_CODINGS = [
  ...[
    '',
    'chunked, chunked',
    'chunked,',
    ',chunked',
    'chunked;a=b',
    'chunked ;',
    '"chunked"',
    "'chunked'",
    'chunke',
    'chunkedd',
    'xchunked',
  ],
  ...[
    'identity',
    'identity, chunked',
    'chunked, identity',
    'chunked, gzip',
    'gzip',
    'gzip chunked',
    'x chunked',
    'chunked x',
    'cow',
    'cow, chunked',
  ],
  ...[
    '\x0bchunked',
    'chunked\x0b',
    '\x0cchunked',
    '\x00chunked',
    'chunked\x00',
    'chunked\xa0',
    '\xa0chunked',
    '\x85chunked',
    'chun\tked',
    'chunKed\x7f',
  ],
  ...[
    'deflate, identity, chunked',
    'none',
    'null',
    'chunked\\',
    '[chunked]',
    'chunked=1',
    'chunked/1',
    'CHUNKED, gzip',
  ],
];

/** Spellings of a Transfer-Encoding line that some parsers take for one and others do not. */
const CODING_LINES = [
  ...[
    'Transfer-Encoding : chunked',
    'Transfer-Encoding\t: chunked',
    ' Transfer-Encoding: chunked',
    '\tTransfer-Encoding: chunked',
  ],
  ...[
    'Transfer-Encoding:\x0bchunked',
    'Transfer-Encoding\x00: chunked',
    'Transfer-Encoding\xa0: chunked',
    'Transfer-Encoding\x85: chunked',
  ],
  ...[
    'Transfer Encoding: chunked',
    'Transfer-Encoding;: chunked',
    'Transfer-Encoding',
    'Transfer-Encoding chunked',
    ': chunked',
    '(Transfer-Encoding): chunked',
  ],
  ...[
    'X: y\rTransfer-Encoding: chunked',
    'X: y\nTransfer-Encoding: chunked',
    'X: y\r\n Transfer-Encoding: chunked',
    'Transfer-Encoding:\r\n chunked',
  ],
  ...[
    'Transfer-Encoding: chunked\r\n\tx',
    'Transfer-Encoding:\n chunked',
    'X: y\r\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding\r: chunked',
    'Transfer-Encoding\n: chunked',
  ],
];

/** Chunked bodies that break the grammar somewhere. */
const BAD_CHUNKS = [
  ...[
    'g\r\nx\r\n0\r\n\r\n',
    '0x1\r\nx\r\n0\r\n\r\n',
    '-1\r\nx\r\n0\r\n\r\n',
    '+1\r\nx\r\n0\r\n\r\n',
    ' 1\r\nx\r\n0\r\n\r\n',
    '1 \r\nx\r\n0\r\n\r\n',
    '1\t\r\nx\r\n0\r\n\r\n',
  ],
  ...[
    '\r\n0\r\n\r\n',
    '1\nx\r\n0\r\n\r\n',
    '1\rx\r\n0\r\n\r\n',
    '1\r\nx\n0\r\n\r\n',
    '1\r\nx\r0\r\n\r\n',
    '1\r\nxy\r\n0\r\n\r\n',
    '2\r\nx\r\n0\r\n\r\n',
    '1\r\nx0\r\n\r\n',
  ],
  ...[
    '1;a\nx\r\n0\r\n\r\n',
    '1;\rx\r\n0\r\n\r\n',
    '1;a\x00b\r\nx\r\n0\r\n\r\n',
    '1;\x0b\r\nx\r\n0\r\n\r\n',
    '1,1\r\nx\r\n0\r\n\r\n',
    '1_0\r\nx\r\n0\r\n\r\n',
    '1.0\r\nx\r\n0\r\n\r\n',
    '１\r\nx\r\n0\r\n\r\n',
  ],
  ...[
    '10000000000000001\r\nx\r\n0\r\n\r\n',
    'ffffffffffffffff\r\nx',
    'fffffffffffffffff\r\nx',
    '00000000000000000000000000000000000001\r\nx\r\n0\r\n\r\n',
    '1\x00\r\nx\r\n0\r\n\r\n',
    '1\x0b\r\nx\r\n0\r\n\r\n',
  ],
  ...[
    '0\n\n',
    '0\r\n\n',
    '0\n\r\n',
    '0\r\r\n\r\n',
    '0\r\nX : y\r\n\r\n',
    '0\r\n X: y\r\n\r\n',
    '0\r\nX\r\n\r\n',
    '0\r\n: y\r\n\r\n',
    '0\r\nX: a\x00b\r\n\r\n',
    '0\r\nX: y\n\r\n',
    '0\r\nX: y\r\r\n\r\n',
  ],
  ...[
    '0\r\nTransfer-Encoding: gzip\r\n\r\n',
    '0\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    '0\r\nContent-Length: x\r\n\r\n',
    '0\r\nX: y\r\n z\r\n\r\n',
  ],
];

function requestLines(): Case[] {
  const lines = [
    ...[
      'GET  / HTTP/1.1',
      'GET /  HTTP/1.1',
      ' GET / HTTP/1.1',
      'GET\t/ HTTP/1.1',
      'GET /\tHTTP/1.1',
      'GET / HTTP/1.1 ',
      'GET /',
      'GET',
      'GET / HTTP',
      'GET / HTTP/',
    ],
    ...[
      'GET / HTTP/1',
      'GET / HTTP/1.',
      'GET / HTTP/.1',
      'GET / HTTP/1.10',
      'GET / HTTP/01.1',
      'GET / http/1.1',
      'GET / HTTP/1,1',
      'GET / HTTP/1.1x',
      'GET / HTTP /1.1',
      'GET / XTTP/1.1',
    ],
    ...[
      'GET / HTTP/2.0',
      'GET / HTTP/3.0',
      'GET / HTTP/0.9',
      'GET / HTTP/9.9',
      'GET / HTTP/-1.1',
      'GET / HTTP/1.1\x00',
      'GET / HTTP/1.1\x0b',
      'PRI * HTTP/2.0',
    ],
    ...[
      'G@T / HTTP/1.1',
      'G(T / HTTP/1.1',
      'GET: / HTTP/1.1',
      '"GET" / HTTP/1.1',
      'GÉT / HTTP/1.1',
      `${'A'.repeat(100)} / HTTP/1.1`,
      'GET\x00 / HTTP/1.1',
      '[GET] / HTTP/1.1',
      '/ HTTP/1.1',
      ' / HTTP/1.1',
    ],
    ...[
      'GET a HTTP/1.1',
      'GET a.example HTTP/1.1',
      'GET * HTTP/1.1',
      'POST * HTTP/1.1',
      'GET ?x HTTP/1.1',
      'GET /#f HTTP/1.1',
      'GET /a b HTTP/1.1',
      'GET /é HTTP/1.1',
      'GET /% HTTP/1.1',
      'GET /%2 HTTP/1.1',
    ],
    ...[
      'GET /%zz HTTP/1.1',
      'GET /?%zz HTTP/1.1',
      'GET /.. HTTP/1.1',
      'GET /../x HTTP/1.1',
      'GET /%2e%2e/x HTTP/1.1',
      'GET /a/../../x HTTP/1.1',
      'GET /a\\b HTTP/1.1',
      'GET /<a> HTTP/1.1',
      'GET /"a" HTTP/1.1',
      'GET \\ HTTP/1.1',
    ],
    ...[
      'GET http:// HTTP/1.1',
      'GET http:/a.example/ HTTP/1.1',
      'GET http:a.example HTTP/1.1',
      'GET http://u@a.example/ HTTP/1.1',
      'GET http://u:p@a.example/ HTTP/1.1',
      'GET http://a.example:x/ HTTP/1.1',
      'GET http://a b/ HTTP/1.1',
    ],
    ...[
      'GET ftp://a.example/ HTTP/1.1',
      'GET file:///etc/passwd HTTP/1.1',
      'GET javascript:x HTTP/1.1',
      'GET http://:80/ HTTP/1.1',
      'GET http://[::1/ HTTP/1.1',
      'GET http://a.example\\@b.example/ HTTP/1.1',
      'GET http://a.example#@b.example/ HTTP/1.1',
    ],
    ...['CONNECT a.example:443 HTTP/1.1', 'CONNECT / HTTP/1.1', 'TRACE / HTTP/1.1'],
  ];
  return [
    ...lines.map((line) => refuse(`request line ${show(line).slice(0, 60)}`, get('', line) + SMUGGLED)),
    ...CONTROLS.filter((octet) => octet !== 10 && octet !== 13).map((octet) =>
      refuse(`control ${octet} in the target`, get('', `GET /a${chr(octet)}b HTTP/1.1`) + SMUGGLED),
    ),
    refuse('target of 20000 octets', get('', `GET /${'a'.repeat(20_000)} HTTP/1.1`)),
    refuse('bare LF after the request line', `GET / HTTP/1.1\nHost: a.example\r\n\r\n${SMUGGLED}`),
    refuse('bare CR after the request line', `GET / HTTP/1.1\rHost: a.example\r\n\r\n${SMUGGLED}`),
    refuse('bare LF everywhere', `GET / HTTP/1.1\nHost: a.example\n\n`),
    refuse('LF before the request line', `\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n`),
    refuse('space before the request line', ` ${get('')}`),
    refuse('NUL before the request line', `\x00${get('')}`),
    refuse('TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'),
    refuse('HTTP/0.9', 'GET /\r\n\r\n'),
    refuse('HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    refuse('PROXY protocol line', `PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n${get('')}`),
  ];
}

function fieldLines(): Case[] {
  const lines = [
    ...[
      'X : y',
      'X\t: y',
      'X  : y',
      ' X: y',
      '\tX: y',
      ': y',
      'X',
      'X y',
      'X;: y',
      'X(: y',
      'X): y',
      'X@: y',
      'X[: y',
      'X{: y',
      'X"y": z',
      'X/: y',
      'X=: y',
      'X?: y',
      'X,: y',
      'X<: y',
      'Xé: y',
      'X\\: y',
    ],
    ...[
      'X: y\r\n z',
      'X: y\r\n\tz',
      'X:\r\n y',
      'X: y\nZ: w',
      'X: y\rZ: w',
      'X: y\r\r\nZ: w',
      'X\r: y',
      'X\n: y',
      'X: \n',
      'X: y\n',
      'X: y\r',
      '\nX: y',
      '\rX: y',
      'X\r\n: y',
    ],
  ];
  return [
    ...lines.map((line) => refuse(`field line ${show(line)}`, get(`${line}\r\n`) + SMUGGLED)),
    ...CONTROLS.flatMap((octet) => [
      refuse(`control ${octet} in a field name`, get(`X${chr(octet)}Y: z\r\n`) + SMUGGLED),
      refuse(`control ${octet} in a field value`, get(`X: y${chr(octet)}z\r\n`) + SMUGGLED),
    ]),
    refuse('field line before Host begins with a space', `GET / HTTP/1.1\r\n X: y\r\nHost: a.example\r\n\r\n`),
    refuse('200 fields', get('X: y\r\n'.repeat(200))),
    refuse('a field of 100 KiB', get(`X: ${'y'.repeat(100_000)}\r\n`)),
    refuse('a field name of 100 KiB', get(`${'y'.repeat(100_000)}: z\r\n`)),
    refuse('Connection with what is no token', get('Connection: "close"\r\n')),
    refuse('Connection with a space inside', get('Connection: clo se\r\n')),
    refuse('an unknown expectation', get('Expect: 200-ok\r\n')),
  ];
}

function framing(): Case[] {
  const chunk = '1\r\nx\r\n0\r\n\r\n';
  return [
    ...BAD_LENGTHS.map((value) =>
      refuse(`Content-Length ${show(value)}`, post(`Content-Length: ${value}\r\n`, 'aaaaa') + SMUGGLED),
    ),
    ...BAD_CODINGS.map((value) =>
      refuse(`Transfer-Encoding ${show(value)}`, post(`Transfer-Encoding: ${value}\r\n`, chunk) + SMUGGLED),
    ),
    ...BAD_CODINGS.slice(0, 12).map((value) =>
      refuse(
        `Content-Length and Transfer-Encoding ${show(value)}`,
        post(`Content-Length: 5\r\nTransfer-Encoding: ${value}\r\n`, chunk) + SMUGGLED,
      ),
    ),
    ...CODING_LINES.map((line) => refuse(`coding line ${show(line)}`, post(`${line}\r\n`, chunk) + SMUGGLED)),
    ...CODING_LINES.map((line) =>
      refuse(`length and coding line ${show(line)}`, post(`Content-Length: 4\r\n${line}\r\n`, chunk) + SMUGGLED),
    ),
    ...BAD_CHUNKS.map((body) =>
      refuse(`chunked body ${show(body).slice(0, 60)}`, post('Transfer-Encoding: chunked\r\n', body) + SMUGGLED),
    ),
    refuse('length then chunked', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', chunk) + SMUGGLED),
    refuse('chunked then length', post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', chunk) + SMUGGLED),
    refuse('length 0 and chunked', post('Content-Length: 0\r\nTransfer-Encoding: chunked\r\n', chunk) + SMUGGLED),
    refuse('two equal lengths', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'aaaaa') + SMUGGLED),
    refuse('two different lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'aaaaaa') + SMUGGLED),
    refuse('two lengths, other case', post('Content-Length: 0\r\ncontent-length: 44\r\n') + SMUGGLED),
    refuse('chunked twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', chunk) + SMUGGLED),
    refuse(
      'chunked and identity',
      post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', chunk) + SMUGGLED,
    ),
    refuse(
      'identity and chunked',
      post('Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n', chunk) + SMUGGLED,
    ),
    refuse(
      'chunked in HTTP/1.0',
      `POST / HTTP/1.0\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${SMUGGLED}`,
    ),
    refuse('gzip, chunked', post('Transfer-Encoding: gzip, chunked\r\n', chunk)),
    refuse('Content-Length : 5', post('Content-Length : 5\r\n', 'aaaaa') + SMUGGLED),
    refuse('Content-Length folded', post('Content-Length:\r\n 5\r\n', 'aaaaa') + SMUGGLED),
    refuse('Content-Length after a bare LF', post('X: y\nContent-Length: 5\r\n', 'aaaaa') + SMUGGLED),
    refuse(
      'chunk extensions of 64 KiB',
      post('Transfer-Encoding: chunked\r\n', `1;${'a'.repeat(65_536)}\r\nx\r\n0\r\n\r\n`),
    ),
    refuse('trailers of 64 KiB', post('Transfer-Encoding: chunked\r\n', `0\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`)),
  ];
}

function hosts(): Case[] {
  const values = [
    ...[
      'a b',
      'a.example/',
      'a.example/x',
      'a.example?x',
      'a.example#x',
      'u@a.example',
      'u:p@a.example',
      'a.example:x',
      'a.example:80:80',
      'a.example, b.example',
      'a.example:-1',
    ],
    ...[
      '[::1',
      '::1]',
      '[::1]x',
      '[x]',
      'http://a.example',
      'a\\b',
      '<a>',
      'a"b',
      'a\x00b',
      'a\x0b',
      'é',
      'a%',
      'a%2',
      'a%zz',
      'a^b',
      'a|b',
      '{a}',
      '`a`',
      'a.example:123456',
    ],
  ];
  return [
    ...values.map((value) => refuse(`Host ${show(value)}`, `GET / HTTP/1.1\r\nHost: ${value}\r\n\r\n`)),
    refuse('no Host', 'GET / HTTP/1.1\r\n\r\n'),
    refuse('two Hosts', 'GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n'),
    refuse('two equal Hosts', 'GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n'),
    refuse('two Hosts, other case', 'GET / HTTP/1.1\r\nHost: a.example\r\nhOST: b.example\r\n\r\n'),
    refuse('Host and "Host "', 'GET / HTTP/1.1\r\nHost: a.example\r\nHost : b.example\r\n\r\n'),
    refuse('a folded Host', 'GET / HTTP/1.1\r\nHost: a.example\r\n b.example\r\n\r\n'),
    refuse('Host after a space', 'GET / HTTP/1.1\r\n Host: a.example\r\n\r\n'),
    refuse(
      'absolute-form and two Hosts',
      'GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n',
    ),
    refuse('absolute-form and no Host', 'GET http://a.example/ HTTP/1.1\r\n\r\n'),
    refuse('absolute-form and a malformed Host', 'GET http://a.example/ HTTP/1.1\r\nHost: a b\r\n\r\n'),
  ];
}

/** What RFC 9110 and RFC 9112 say is valid: none of it may be refused. */
export const COMPLIANT: readonly Case[] = [
  forward('plain GET', get('')),
  forward('an empty line before the request line', `\r\n${get('')}`),
  forward('no space after colons', 'GET / HTTP/1.1\r\nHost:a.example\r\nX:y\r\n\r\n'),
  forward('tabs and spaces around a value', get('X:\t  y \t\r\n')),
  forward('an empty field value', get('X:\r\nY: \r\n')),
  forward('obs-text in a value', get('X: caf\xe9\r\n')),
  forward('every tchar in a field name', get("!#$%&'*+-.^_`|~09azAZ: y\r\n")),
  forward('every tchar in a method', get('', "M!#$%&'*+-.^_`|~09az / HTTP/1.1")),
  forward('a higher minor version', get('', 'GET / HTTP/1.2')),
  forward('HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n'),
  forward('HTTP/1.0 with a body', 'POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc'),
  forward('OPTIONS *', get('', 'OPTIONS * HTTP/1.1')),
  forward('absolute-form', get('', 'GET http://a.example/x?y HTTP/1.1')),
  forward('absolute-form with another Host', 'GET http://a.example/ HTTP/1.1\r\nHost: b.example\r\n\r\n'),
  forward('absolute-form without a path', get('', 'GET http://a.example HTTP/1.1')),
  forward('absolute-form with a query and no path', get('', 'GET http://a.example?x HTTP/1.1')),
  forward('absolute-form with an upper-case scheme', get('', 'GET HTTP://a.example/ HTTP/1.1')),
  forward('Host with a port', 'GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n'),
  forward('Host with an empty port', 'GET / HTTP/1.1\r\nHost: a.example:\r\n\r\n'),
  forward('Host with an IPv6 address', 'GET / HTTP/1.1\r\nHost: [2001:db8::1]:80\r\n\r\n'),
  forward('Host in upper case with a dot', 'GET / HTTP/1.1\r\nHost: A.EXAMPLE.\r\n\r\n'),
  forward('Host with sub-delims', "GET / HTTP/1.1\r\nHost: a!$&'()*+,;=b\r\n\r\n"),
  forward('an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n'),
  forward('GET with a body', get('Content-Length: 3\r\n') + 'abc'),
  forward('Content-Length with leading zeros', post('Content-Length: 0003\r\n', 'abc')),
  forward('Content-Length 0', post('Content-Length: 0\r\n')),
  forward('POST without a body', post('')),
  forward('chunked', post('Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n0\r\n\r\n')),
  forward('chunked in capitals', post('TRANSFER-ENCODING: CHUNKED\r\n', '3\r\nabc\r\n0\r\n\r\n')),
  forward('chunk sizes with leading zeros', post('Transfer-Encoding: chunked\r\n', '0003\r\nabc\r\n000\r\n\r\n')),
  forward('chunk sizes in capitals', post('Transfer-Encoding: chunked\r\n', 'A\r\n0123456789\r\n0\r\n\r\n')),
  forward('chunk extensions', post('Transfer-Encoding: chunked\r\n', '3;a;b=c;d="e f"\r\nabc\r\n0;g\r\n\r\n')),
  forward('blanks before a chunk extension', post('Transfer-Encoding: chunked\r\n', '3 ;a\r\nabc\r\n0\r\n\r\n')),
  forward('trailers', post('Transfer-Encoding: chunked\r\nTrailer: X\r\n', '3\r\nabc\r\n0\r\nX: y\r\n\r\n')),
  forward('GET with chunks', get('Transfer-Encoding: chunked\r\n') + '0\r\n\r\n'),
  forward('two requests at once', get('') + get('', 'GET /2 HTTP/1.1'), 2),
  forward('a body and another request at once', post('Content-Length: 3\r\n', 'abc') + get(''), 2),
  forward(
    'chunks and another request at once',
    post('Transfer-Encoding: chunked\r\n', '1\r\na\r\n0\r\n\r\n') + get(''),
    2,
  ),
  forward('an empty line between requests', `${post('Content-Length: 3\r\n', 'abc')}\r\n${get('')}`, 2),
  forward('Connection with empty list elements', get('Connection: , x-a,, keep-alive,\r\nX-A: b\r\n')),
  forward('Connection twice', get('Connection: x-a\r\nConnection: x-b\r\nX-A: b\r\nX-B: c\r\n')),
  forward('the same field twice', get('X: a\r\nX: b\r\n')),
  forward('percent-encoded everything', get('', 'GET /%00%2F%5c%7F?%0d%0a HTTP/1.1')),
  forward('doubled slashes and dots', get('', 'GET //a/./b/../c//?x=../y HTTP/1.1')),
  forward('sub-delims and colons in the path', get('', "GET /a:b@c!$&'()*+,;=~ HTTP/1.1")),
  forward('what browsers leave as it is', get('', 'GET /a|b^c?{d}[e]`f`\\g HTTP/1.1')),
  forward('a target of 4000 octets', get('', `GET /${'a'.repeat(4000)} HTTP/1.1`)),
  forward('a field of 8000 octets', get(`X: ${'y'.repeat(8000)}\r\n`)),
  forward('60 fields', get('X: y\r\n'.repeat(60))),
  forward('Upgrade that Connection does not name', get('Upgrade: websocket\r\n')),
  forward(
    'Upgrade to h2c',
    get('Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'),
  ),
  forward('TE without Connection', get('TE: trailers\r\n')),
  forward('Keep-Alive', get('Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n')),
  forward('Max-Forwards on GET', get('Max-Forwards: 0\r\n')),
];

/** All cases, each with a name of its own. */
export const CASES: readonly Case[] = [...requestLines(), ...fieldLines(), ...framing(), ...hosts(), ...COMPLIANT];
