/** An independent, slow and simple reading of what an upstream received: everything but plain HTTP/1.1 is a finding. */
export interface Reading {
  /** Request lines, in order. */
  readonly requests: readonly { readonly line: string; readonly head: string; readonly body: string }[];
  /** What is ambiguous or malformed; undefined when nothing is. */
  readonly finding?: string;
}

const LINE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ (\*|\/[\x21\x22\x24-\x7e]*) HTTP\/1\.[01]$/;
const FIELD =
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*([\x21-\x7e\x80-\xff]([\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?[ \t]*$/;

export function readUpstream(octets: string): Reading {
  const requests: { line: string; head: string; body: string }[] = [];
  let rest = octets;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return { requests, finding: 'an incomplete head' };
    const head = rest.slice(0, end);
    const [line = '', ...fields] = head.split('\r\n');
    if (!LINE.test(line)) return { requests, finding: `request line ${JSON.stringify(line.slice(0, 80))}` };
    const bad = fields.find((field) => !FIELD.test(field));
    if (bad !== undefined) return { requests, finding: `field line ${JSON.stringify(bad.slice(0, 80))}` };
    const values = (name: string): string[] =>
      fields
        .filter((field) => field.toLowerCase().startsWith(`${name}:`))
        .map((field) => field.slice(name.length + 1).trim());
    const hosts = values('host');
    const lengths = values('content-length');
    const codings = values('transfer-encoding');
    if (hosts.length !== 1) return { requests, finding: `${hosts.length} Host fields` };
    if (!/^([A-Za-z0-9._~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(:\d*)?$/.test(hosts[0] ?? ''))
      return { requests, finding: `Host ${hosts[0]}` };
    if (lengths.length + codings.length > 1) return { requests, finding: 'more than one framing field' };
    if (lengths.some((value) => !/^\d{1,15}$/.test(value)))
      return { requests, finding: `Content-Length ${lengths[0]}` };
    if (codings.some((value) => value.toLowerCase() !== 'chunked'))
      return { requests, finding: `Transfer-Encoding ${codings[0]}` };
    rest = rest.slice(end + 4);
    let size = Number(lengths[0] ?? 0);
    if (codings.length > 0) {
      const read = chunkedSize(rest);
      if (typeof read === 'string') return { requests, finding: read };
      size = read;
    }
    if (rest.length < size) return { requests, finding: 'an incomplete body' };
    requests.push({ line, head, body: rest.slice(0, size) });
    rest = rest.slice(size);
  }
  return { requests };
}

/** Length of a chunked body in its plainest form, or what is wrong with it. */
function chunkedSize(text: string): number | string {
  let at = 0;
  for (;;) {
    const size = /^([0-9A-Fa-f]{1,16})\r\n/.exec(text.slice(at, at + 20));
    if (size === null) return `chunk size line ${JSON.stringify(text.slice(at, at + 20))}`;
    at += size[0].length;
    const length = parseInt(size[1] ?? '', 16);
    if (length === 0) break;
    if (text.length < at + length + 2) return 'an incomplete chunk';
    if (text.slice(at + length, at + length + 2) !== '\r\n') return 'no CRLF after a chunk';
    at += length + 2;
  }
  for (;;) {
    const end = text.indexOf('\r\n', at);
    if (end < 0) return 'an incomplete trailer section';
    const field = text.slice(at, end);
    at = end + 2;
    if (field === '') return at;
    if (!FIELD.test(field)) return `trailer ${JSON.stringify(field)}`;
  }
}
