import { execFileSync } from 'node:child_process';
import path from 'node:path';

// A process of its own: the compiler keeps what it knows of all files.
jest.setTimeout(120_000);

test('everything that the library exports says what it is, each prop too, in words and not by its default alone', () => {
  const output = execFileSync(process.execPath, [path.join(__dirname, 'undocumented.mjs')], { encoding: 'utf8' });
  expect(output.trim()).toBe('');
});
