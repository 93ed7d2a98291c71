import { hostSchema } from '../config/service';
import { Discovery } from '../upstream/discovery';
import { Endpoint } from '../upstream/endpoint';
import { dnsServer } from './harness/dns';
import { opened } from './harness/opened';

const settings = (server: string) => ({ refresh: 5000, timeout: 1000, servers: [server] });

test('a name has all of its A and AAAA addresses', async () => {
  const dns = await opened(
    dnsServer(
      new Map([
        ['both.example A', ['10.0.0.2', '10.0.0.1']],
        ['both.example AAAA', ['fd000000000000000000000000000001']],
        ['six.example AAAA', ['fd000000000000000000000000000002']],
      ]),
    ),
  );
  const found = async (address: string): Promise<string[]> =>
    (await new Discovery(settings(dns.address)).resolve(hostSchema.parse({ address, port: 80 }))).map(
      (one) => new Endpoint(one.address, one.port, one.weight).authority,
    );
  expect(await found('both.example')).toEqual(['10.0.0.1:80', '10.0.0.2:80', '[fd00::1]:80']);
  expect(await found('six.example')).toEqual(['[fd00::2]:80']);
  expect(await found('none.example')).toEqual([]);
  expect(await found('fd00::3')).toEqual(['[fd00::3]:80']);
});
