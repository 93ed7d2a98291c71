import path from 'node:path';
import { unexpectedIn } from './judge/run-judge';

jest.setTimeout(3_600_000);

test('no adversarial build got worse', async () => {
  expect(await unexpectedIn(path.join(__dirname, 'adversarial'))).toEqual([]);
});
