import path from 'node:path';
import { unexpectedIn } from './judge/run-judge';

jest.setTimeout(3_600_000);

test('no chart as authors write them got worse', async () => {
  expect(await unexpectedIn(path.join(__dirname, 'charts'))).toEqual([]);
});
