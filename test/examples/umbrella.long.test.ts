import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { platform } from '../../examples/umbrella/chart';
import { packageChart } from '../../lib/outputs/helm/package-chart';
import { helm } from '../helm/helm-binary';

jest.setTimeout(580_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'umbrella-'));
const chart = path.join(folder, 'platform');

beforeAll(() => void packageChart(platform, { outdir: folder }));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const deployments = (...args: string[]): string[] =>
  [...helm('template', 'all', chart, ...args).matchAll(/^kind: Deployment\nmetadata:\n {2}name: "?([^"\s]+)"?$/gm)].map(
    (match) => match[1] as string,
  );

test('Helm takes it strictly, and its archive renders the same', () => {
  expect(helm('lint', '--strict', chart)).toContain('0 chart(s) failed');
  expect(helm('template', 'all', `${chart}-1.0.0.tgz`)).toBe(helm('template', 'all', chart));
});

test('it brings both charts, and each can be switched off', () => {
  expect(deployments().sort()).toEqual(['all', 'all-echo', 'all-proxy', 'all-urlpath']);
  expect(deployments('--set', 'apps.hello=false')).toEqual(['all']);
  expect(deployments('--set', 'apps.urlpath=false,apps.hello=false')).toEqual([]);
});

test('values reach the chart below whose name they stand, and misspelt ones are refused', () => {
  expect(helm('template', 'all', chart, '--set', 'urlpath.replicas=5,apps.hello=false')).toContain('replicas: 5');
  expect(() => helm('template', 'all', chart, '--set', 'urlpath.replcas=5')).toThrow(/replcas/);
});
