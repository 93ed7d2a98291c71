import fs from 'node:fs';
import path from 'node:path';
import { typeErrors } from './docs/typecheck';

const root = path.join(__dirname, '..');

/** TypeScript blocks of a Markdown file. */
function blocks(file: string): string[] {
  return [...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
    (match) => match[1] as string,
  );
}

/** Markdown files whose code a reader may copy. */
const documents = [
  'README.md',
  ...fs
    .readdirSync(path.join(root, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `docs/${f}`),
];

test.each(documents.filter((file) => blocks(file).length > 0))('the code in %s compiles', (file) => {
  const name = path.basename(file, '.md');
  const sources = new Map(blocks(file).map((code, i) => [`${name}-${i}.ts`, code]));
  expect(typeErrors(sources)).toEqual([]);
});
