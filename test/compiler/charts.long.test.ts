import path from 'node:path';
import { readExpectations } from './judge/expectations';
import { unexpectedIn } from './judge/run-judge';

jest.setTimeout(3_600_000);

const folder = path.join(__dirname, 'charts');
/** Every third chart, others than those of charts.test.ts; all of them: `npm run judge:charts`, with its verdicts beside them. */
const sample = Object.keys(readExpectations(path.join(folder, 'verdicts.json'))).filter((_, i) => i % 3 === 1);

test('no chart as authors write them got worse, of every third', async () => {
  expect(sample.length).toBeGreaterThan(60);
  expect(await unexpectedIn(folder, sample)).toEqual([]);
});
