import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** Sources of the library, as one text. */
const sources = fs
  .readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|js)$/.test(file))
  .map((file) => fs.readFileSync(path.join(ROOT, 'lib', file), 'utf8'))
  .join('\n');

test('every message that docs/troubleshooting.md explains is one that the library says', () => {
  const text = fs.readFileSync(path.join(ROOT, 'docs/troubleshooting.md'), 'utf8');
  const messages = [...text.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, message = '']) => message);
  expect(messages.length).toBeGreaterThan(8);
  expect(messages.filter((message) => !sources.includes(message))).toEqual([]);
});
