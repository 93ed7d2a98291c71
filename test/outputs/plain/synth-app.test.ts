import { ApiObject, App, Chart } from 'cdk8s';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { synthApp } from '../../../lib/outputs/plain/synth-app';

let outdir: string;
let told: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'synth-app-'));
  told = '';
  jest.spyOn(console, 'error').mockImplementation((text: string) => void (told += text));
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(outdir, { recursive: true });
});

/** Synthesizes so many charts of one ConfigMap each. */
function synthesize(count: number): void {
  const app = new App({ outdir });
  for (let i = 0; i < count; i++)
    new ApiObject(new Chart(app, `chart-${i}`), 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `config-${i}` },
    });
  synthApp(app);
}

test('every file is told with what will run, and what to do next', () => {
  synthesize(2);
  expect(told.replaceAll(outdir, 'dist')).toBe(
    [
      'Wrote 2 files:',
      '  dist/chart-0.k8s.yaml  1 objects: no workload',
      '  dist/chart-1.k8s.yaml  1 objects: no workload',
      'Next: kubectl apply -f dist',
    ].join('\n'),
  );
});

test('of many files the first twenty are listed, and the others counted', () => {
  synthesize(23);
  expect(fs.readdirSync(outdir)).toHaveLength(23);
  expect(told.split('\n')).toHaveLength(23);
  expect(told).toContain('\n  and 3 more\nNext:');
});
