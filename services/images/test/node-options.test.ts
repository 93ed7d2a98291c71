import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contract } from '../../reverse-proxy/contract';
import { defaultNodeOptions, nodeOptionsOf } from '../node-options';

const folder = mkdtempSync(join(tmpdir(), 'contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

const optionsOf = (contractText: string) => {
  writeFileSync(join(folder, 'contract.ts'), contractText);
  return nodeOptionsOf(folder);
};

test('a contract names the options of node', async () => {
  expect(await nodeOptionsOf(resolve(__dirname, '../../reverse-proxy'))).toEqual(contract.nodeOptions);
  expect(await optionsOf(`export const c = { nodeOptions: ['--no-warnings'] } as const;`)).toEqual(['--no-warnings']);
  expect(await optionsOf('export const c = { nodeOptions: [] };')).toEqual([]);
});

test('without them, or without a contract, there is a default', async () => {
  expect(await optionsOf('export const c = { port: 1 };')).toEqual(defaultNodeOptions);
  expect(await nodeOptionsOf(join(folder, 'nowhere'))).toEqual(defaultNodeOptions);
});

test.each([`'--max-semi-space-size=4'`, `['server.js']`, '[1]'])('fails for nodeOptions %s', async (value) => {
  await expect(optionsOf(`export const c = { nodeOptions: ${value} };`)).rejects.toThrow(
    /contract\.ts: nodeOptions is .*Allowed: a list of options of node/,
  );
});
