import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..');

/** Runs main.ts and returns what it writes, by file name. */
function synthesize(env: Record<string, string> = {}): Record<string, string> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'synth-'));
  try {
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CHARTWRIGHT_')));
    execFileSync(process.execPath, ['lib/cli/run-main.js', 'main.ts'], {
      cwd: root,
      env: { ...clean, CDK8S_OUTDIR: out, ...env },
      stdio: 'pipe',
    });
    return readFolder(out);
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

function readFolder(folder: string): Record<string, string> {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

test('dist/ is what main.ts makes (else run: npm start, and commit dist/)', () => {
  expect(synthesize()).toEqual(readFolder(path.join(root, 'dist')));
});

test('two syntheses give the same bytes, whatever the time zone and locale', () => {
  expect(synthesize({ TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })).toEqual(synthesize());
});

test('values come from the environment too', () => {
  const files = synthesize({ CHARTWRIGHT_SET: 'urlpath.replicas=3', CHARTWRIGHT_NAMESPACE: 'shop' });
  expect(files['urlpath.k8s.yaml']).toContain('replicas: 3');
  expect(files['hello.k8s.yaml']).toContain('namespace: shop');
});

test('fails with the path of a wrong value, and writes nothing', () => {
  expect(() => synthesize({ CHARTWRIGHT_SET: 'urlpath.replcas=3' })).toThrow(
    /urlpath' \(from values\/urlpath.yaml, CHARTWRIGHT_SET\)[^]*replcas is not a value of this chart. Did you mean 'replicas'\?/,
  );
});
