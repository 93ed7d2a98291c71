import fs from 'node:fs';
import path from 'node:path';
import { diffManifests } from '../../lib/manifests/diff';
import { diffMarkdown } from '../../lib/outputs/diff';
import { CHANGES, shop } from './reviewed-changes';

const DOCUMENT = path.join(__dirname, '../../docs/changes.md');

const text = (): string =>
  [
    '# Six changes, as a reviewer sees them\n',
    'What `chartwright diff --markdown` writes below a pull request ([how to have that](reviewing.md)): the worst first, then each object. The shop is a web',
    'server with a database behind a proxy. Made by `UPDATE_DOCS=1 npx jest --selectProjects lib -- test/docs/reviewed`; a test says when it is out of date.\n',
    ...CHANGES.map(
      ([title, change]) => `## ${title}\n\n${diffMarkdown(diffManifests(shop(), shop(change))).trimEnd()}\n`,
    ),
  ].join('\n');

test('docs/changes.md shows what is said of six changes', () => {
  const now = text();
  if (process.env.UPDATE_DOCS) fs.writeFileSync(DOCUMENT, now);
  expect(fs.readFileSync(DOCUMENT, 'utf8')).toBe(now);
});

test.each(CHANGES)('%s: what a reviewer has to decide on stands in its first lines', (_title, change) => {
  const changes = diffManifests(shop(), shop(change));
  const markdown = diffMarkdown(changes);
  expect(markdown).toMatch(/^### Manifests: \d/);
  const grave = ['loses-data', 'widens-access', 'lowers-availability', 'fails'];
  const told = changes.filter(({ consequences }) => consequences.some(({ sort }) => grave.includes(sort)));
  for (const { object } of told) expect(markdown.split('<details>')[0]).toContain(object);
});
