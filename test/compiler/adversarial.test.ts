import path from 'node:path';
import { readExpectations } from './judge/expectations';
import { unexpectedIn } from './judge/run-judge';

jest.setTimeout(600_000);

const folder = path.join(__dirname, 'adversarial');
/** One build of ten; all of them: adversarial.long.test.ts. */
const sample = Object.keys(readExpectations(path.join(folder, 'verdicts.json'))).filter((_, i) => i % 10 === 0);

test('no build of the sample got worse', async () => {
  expect(sample.length).toBeGreaterThan(9);
  expect(await unexpectedIn(folder, sample)).toEqual([]);
});
