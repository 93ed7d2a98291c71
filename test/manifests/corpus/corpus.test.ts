import path from 'node:path';
import { readSources } from '../../../lib/cli/read-sources';
import { checkManifests } from '../../../lib/manifests/check';
import { diffManifests } from '../../../lib/manifests/diff';
import { normalForm } from '../../../lib/manifests/normal-form';
import { orphans, planOf } from '../../../lib/manifests/plan';
import { readManifests, type Source } from '../../../lib/manifests/read';
import { diffJson, diffMarkdown, diffText } from '../../../lib/outputs/diff';
import { topologyPage } from '../../../lib/outputs/picture';
import expected from './expected.json';

// Files in the manner of those that public repositories have, each with one oddity. What is expected was compared with
// what kubectl makes of them.

const FILES = path.join(__dirname, 'files');
const sources = readSources(FILES, { recursive: true }).map(({ file, text }): Source => ({
  file: path.relative(FILES, file),
  text,
}));

test('there are files enough, and each is expected to be something', () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.map(({ file }) => file).sort()).toEqual(Object.keys(expected).sort());
});

test.each(sources.map((source) => [source.file, source] as const))('%s is read as kubectl reads it', (file, source) => {
  const { objects, problems, warnings } = readManifests([source]);
  expect({
    objects: objects.map(({ object, place }) => `${object.kind} ${object.metadata.name} (${place.line})`),
    problems: problems.map(({ place, message }) => `${place.line}: ${message}`),
    warnings: warnings.map(({ place, rule }) => `${place.line}: ${rule}`),
  }).toEqual(expected[file as keyof typeof expected]);
});

test.each(sources.map((source) => [source.file, source] as const))('%s breaks no command', async (_, source) => {
  const { objects } = readManifests([source]);
  const read = objects.map(({ object }) => object);
  for (const [before, after] of [
    [[], read],
    [read, []],
    [read, read],
  ] as const) {
    const changes = diffManifests(before, after);
    expect(diffText(changes) + diffMarkdown(changes)).not.toMatch(/undefined|\[object Object\]/);
    expect(() => JSON.parse(diffJson(changes)) as unknown).not.toThrow();
  }
  const observations = read.map((manifest) => ({
    manifest,
    namespace: 'shop',
    live: manifest,
    answer: { sort: 'accepted' as const, result: manifest, warnings: [] },
  }));
  const means = { via: 'apply', deletes: false } as const;
  const { changes } = planOf({ observations, surroundings: read, orphans: orphans(read, observations), means });
  expect(changes.filter(({ fields }) => fields.length > 0)).toEqual([]);
  expect(read.map(normalForm)).toHaveLength(read.length);
  expect(() => checkManifests(objects)).not.toThrow(TypeError);
  expect(await topologyPage(objects, source.file)).toContain('<svg');
});
