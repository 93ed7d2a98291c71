import { createSocket } from 'node:dgram';

/** A DNS server that answers from a table: `name type` → records; an AAAA record as 32 hex digits. Or it fails. */
export async function dnsServer(
  table: Map<string, readonly string[]>,
  fails: () => boolean = () => false,
): Promise<{ address: string; close(): Promise<void> }> {
  const socket = createSocket('udp4');
  const types: Record<number, string> = { 1: 'A', 28: 'AAAA', 33: 'SRV' };
  const encodeName = (name: string): Buffer =>
    Buffer.concat([
      ...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
      Buffer.from([0]),
    ]);
  socket.on('message', (query, peer) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at]!; length > 0; length = query[at]!) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const type = types[query.readUInt16BE(at + 1)] ?? '';
    const question = query.subarray(12, at + 5);
    const known = [...table.keys()].some((key) => key.startsWith(`${labels.join('.')} `));
    const records = (table.get(`${labels.join('.')} ${type}`) ?? []).map((record) => {
      const [priority = '', weight = '', port = '', target = ''] = record.split(' ');
      const numbers = Buffer.alloc(6);
      [priority, weight, port].forEach(
        (value, index) => type === 'SRV' && numbers.writeUInt16BE(Number(value), index * 2),
      );
      const data =
        type === 'SRV'
          ? Buffer.concat([numbers, encodeName(target)])
          : type === 'AAAA'
            ? Buffer.from(record, 'hex')
            : Buffer.from(record.split('.').map(Number));
      const head = Buffer.from([0xc0, 12, ...query.subarray(at + 1, at + 3), 0, 1, 0, 0, 0, 0, 0, 0]);
      head.writeUInt16BE(data.length, 10);
      return Buffer.concat([head, data]);
    });
    const code = fails() ? 0x82 : known ? 0x80 : 0x83;
    const head = Buffer.from([query[0]!, query[1]!, 0x81, code, 0, 1, 0, records.length, 0, 0, 0, 0]);
    socket.send(Buffer.concat([head, question, ...records]), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
