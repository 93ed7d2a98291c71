import { readManifests } from '../../../lib/manifests/read';
import { toYamlDocuments } from '../../../lib/yaml';
import { shop } from '../../agreement/shop';
import { numbers } from '../../yaml/kubectl/draw-document';
import { mutate } from './mutate';
import { tryText } from './try-text';

// A sample; `npm run fuzz` tries 100,000.
test('nothing that is damaged breaks what reads it', () => {
  const texts = Object.values(shop('fuzz')).map((object) => toYamlDocuments([object as object]));
  const next = numbers(3);
  const crashes: string[] = [];
  for (let i = 0; i < 400; i++) {
    const text = texts[i % texts.length] as string;
    const whole = readManifests([{ file: 'x.yaml', text }]).objects.map(({ object }) => object);
    const damaged = mutate(text, texts, next);
    try {
      tryText(damaged, whole);
    } catch (error) {
      crashes.push(`${(error as Error).message} on:\n${damaged}`);
    }
  }
  expect(crashes).toEqual([]);
});
