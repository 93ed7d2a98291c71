import fs from 'node:fs';
import path from 'node:path';
import { charts } from '../../lib/apps/charts';

test('every bundled chart has a long suite of its own, which compiles it once', () => {
  const suites = fs.readdirSync(path.join(__dirname, 'bundled')).filter((file) => file.endsWith('.long.test.ts'));
  expect(suites.sort()).toEqual(charts.map(({ name }) => `${name}.long.test.ts`).sort());
});
