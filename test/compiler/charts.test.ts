import path from 'node:path';
import { readExpectations } from './judge/expectations';
import { unexpectedIn } from './judge/run-judge';

jest.setTimeout(600_000);

const folder = path.join(__dirname, 'charts');
/** One chart of twenty; all of them: charts.long.test.ts. */
const sample = Object.keys(readExpectations(path.join(folder, 'verdicts.json'))).filter((_, i) => i % 20 === 0);

test('no chart of the sample got worse', async () => {
  expect(sample.length).toBeGreaterThan(7);
  expect(await unexpectedIn(folder, sample)).toEqual([]);
});
