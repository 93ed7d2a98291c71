import fs from 'node:fs';
import path from 'node:path';
import { conduitContract } from '../../services/conduit/contract';
import { echoContract } from '../../services/echo/contract';
import { databaseEnvironment, everyService, type ServiceContract } from '../../services/kit/contract';
import { pollsContract } from '../../services/polls/contract';
import { contract as proxyContract } from '../../services/reverse-proxy/contract';
import { urlPathContract } from '../../services/urlpath/contract';

const contracts: readonly ServiceContract[] = [
  conduitContract,
  echoContract,
  pollsContract,
  proxyContract,
  urlPathContract,
];

test.each(contracts.map((one) => [one.name, one] as const))('%s tells what every service tells', (name, contract) => {
  expect(fs.existsSync(path.join(__dirname, '../../services', name, 'server.ts'))).toBe(true);
  expect(contract).toMatchObject(everyService);
  expect(contract.port).not.toBe(contract.adminPort);
});

test('those that keep data read a database in the same way', () => {
  expect(pollsContract.env).toMatchObject(databaseEnvironment('POLLS'));
  expect(conduitContract.env).toMatchObject(databaseEnvironment('CONDUIT'));
});
