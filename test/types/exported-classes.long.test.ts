import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// A process of its own: the compiler keeps what it knows of all files.
jest.setTimeout(120_000);

/** How many classes a module exports, and which of them a text or `{}` would pass for. */
const looked = (...args: string[]): { classes: number; loose: string[] } =>
  JSON.parse(
    execFileSync(process.execPath, [path.join(__dirname, 'exported-classes.mjs'), ...args], { encoding: 'utf8' }),
  );

test('no text and no {} passes for an instance of a class that the library exports', () => {
  const { classes, loose } = looked();
  expect(classes).toBeGreaterThan(20);
  expect(loose).toEqual([]);
});

test('a class whose members are all internal is one that anything passes for', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'types-'));
  const file = path.join(folder, 'way-in.ts');
  const code =
    'private constructor(/** @internal */ readonly _port: number) {} static of(n: number) { return new WayIn(n); }';
  fs.writeFileSync(
    file,
    `export class WayIn { ${code} }\nexport class Port { private constructor(private readonly n: number) {} }`,
  );
  try {
    expect(looked(file)).toEqual({ classes: 2, loose: ['WayIn'] });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
