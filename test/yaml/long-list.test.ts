import { eachDocument, readDocuments } from '../../lib/yaml/read';
import { readManifests } from '../../lib/manifests/read';

/** A List as `kubectl get -o yaml` prints it, of more than a million characters. */
function dump(items: readonly string[]): string {
  const filler = Array.from({ length: 4000 }, (_, i) => item(`filler-${i}`, `note: ${'x'.repeat(200)}`));
  return `apiVersion: v1\nitems:\n${[...items, ...filler].join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`;
}

const item = (name: string, data: string): string =>
  `- apiVersion: v1\n  data:\n    ${data}\n  kind: ConfigMap\n  metadata:\n    name: ${name}\n`;

test.each([
  ['texts, numbers and nothing', item('a', 'mode: on\n    port: 0644\n    none:')],
  ['a block text with lines that look like items', item('a', 'script: |\n      - one\n\n      kind: List\n')],
  ['a key that stands twice', item('a', 'one: 1\n    one: 2')],
  ['an alias of another item', `${item('a', 'one: &x 1')}${item('b', 'two: *x')}`],
  ['a placeholder', item('a', 'tag: ${TAG}')],
])('item by item, a long List says what it says as a whole: %s', (_name, first) => {
  const text = dump([first]);
  const [whole] = readDocuments(text);
  const [apart] = eachDocument(text, { keepsNode: () => false });
  expect(apart?.problem).toBeUndefined();
  expect(JSON.stringify(Object.entries(apart?.value ?? {}).sort())).toBe(
    JSON.stringify(Object.entries(whole?.value ?? {}).sort()),
  );
  expect(apart?.duplicates).toEqual(whole?.duplicates);
});

test('items, keys that stand twice and placeholders of a long List have their lines', () => {
  const text = dump([item('a', 'one: 1'), item('b', 'one: 1\n    one: 2'), item('c', 'tag: ${TAG}')]);
  const { objects, warnings } = readManifests([{ file: 'dump.yaml', text }]);
  const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length;
  expect(objects[1]?.place.line).toBe(lineOf('name: b') - 6);
  expect(objects).toHaveLength(4003);
  expect(warnings.map(({ rule, place }) => [rule, place.line])).toEqual([
    ['duplicate-key', lineOf('one: 2')],
    ['placeholder', lineOf('tag: ${TAG}')],
  ]);
});
