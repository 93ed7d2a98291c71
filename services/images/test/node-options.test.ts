import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeOptions } from '../../kit/contract';
import { nodeOptionsOf } from '../node-options';

const folder = mkdtempSync(join(tmpdir(), 'contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

const optionsOf = (contractText: string) => {
  writeFileSync(join(folder, 'contract.ts'), contractText);
  return nodeOptionsOf(folder);
};

test('a contract names the options of node', async () => {
  expect(await optionsOf(`export const c = { nodeOptions: ['--no-warnings'] } as const;`)).toEqual(['--no-warnings']);
  expect(await optionsOf('export const c = { nodeOptions: [] };')).toEqual([]);
});

test('without them, or without a contract, there is a default', async () => {
  expect(await optionsOf('export const c = { port: 1 };')).toEqual(nodeOptions);
  expect(await nodeOptionsOf(join(folder, 'nowhere'))).toEqual(nodeOptions);
});

test.each([`'--max-semi-space-size=4'`, `['server.js']`, '[1]'])('fails for nodeOptions %s', async (value) => {
  await expect(optionsOf(`export const c = { nodeOptions: ${value} };`)).rejects.toThrow(
    /contract\.ts: nodeOptions is .*Allowed: a list of options of node/,
  );
});
