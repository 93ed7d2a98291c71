import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFiles } from '../../lib/outputs/write';

describe('writeFiles', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-write-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));
  const read = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');

  test('writes text and bytes, with the folders that they need', () => {
    writeFiles(
      folder,
      new Map<string, string | Uint8Array>([
        ['a.yaml', 'ä\n'],
        ['b/c/d.tgz', Uint8Array.of(104, 105)],
      ]),
    );
    expect([read('a.yaml'), read('b/c/d.tgz')]).toEqual(['ä\n', 'hi']);
  });

  test('replaces what differs and leaves alone what does not', () => {
    const old = new Date(0);
    writeFiles(
      folder,
      new Map([
        ['same', 'ä'],
        ['longer', 'a'],
        ['other', 'a'],
      ]),
    );
    for (const file of ['same', 'longer', 'other']) fs.utimesSync(path.join(folder, file), old, old);
    writeFiles(
      folder,
      new Map([
        ['same', 'ä'],
        ['longer', 'ab'],
        ['other', 'b'],
      ]),
    );
    expect([read('same'), read('longer'), read('other')]).toEqual(['ä', 'ab', 'b']);
    const touched = (file: string): boolean => fs.statSync(path.join(folder, file)).mtimeMs > 0;
    expect([touched('same'), touched('longer'), touched('other')]).toEqual([false, true, true]);
  });
});
