import { App } from 'cdk8s';
import { charts } from '../lib/apps/charts';
import { plainFiles } from '../lib/outputs/plain/plain-files';
import { synthChart } from '../lib/definition/synth-chart';

const synthesize = (namespace?: string): Record<string, string> => {
  const app = new App();
  for (const chart of charts) synthChart(app, chart, { release: { namespace } });
  return Object.fromEntries(plainFiles(app).files);
};

test('two syntheses of the bundled charts give the same bytes', () => {
  expect(synthesize()).toEqual(synthesize());
});

test('output has no hash of a construct path, no token and no undefined', () => {
  const text = Object.values(synthesize()).join('---\n');
  expect(text).not.toMatch(/cdk8s\.io\/metadata\.addr|-c[0-9a-f]{7}\b|\$\{Token|undefined|\[object/);
});

test('a namespace is written into every object, and only when it is given', () => {
  for (const [file, text] of Object.entries(synthesize('prod'))) {
    const documents = text.split(/^---$/m);
    expect([file, documents.filter((document) => !/^  namespace: prod$/m.test(document))]).toEqual([file, []]);
  }
  expect(Object.values(synthesize()).join('')).not.toMatch(/^  namespace:/m);
});
