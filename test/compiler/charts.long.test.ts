import path from 'node:path';
import { unexpectedIn } from './judge/run-judge';

jest.setTimeout(3_600_000);

test('no chart as authors write them got worse, and what got better is written down (npm run judge:charts -- --update)', async () => {
  expect(await unexpectedIn(path.join(__dirname, 'charts'))).toEqual([]);
});
