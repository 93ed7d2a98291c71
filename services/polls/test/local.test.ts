import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kept } from '../local';

test('a key of a local run is made once, found again, and readable by nobody else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chartwright-local-'));
  const first = kept(join(folder, 'new'), 'key', 24);
  expect(first).toMatch(/^[\w-]{32}$/);
  expect(kept(join(folder, 'new'), 'key', 24)).toBe(first);
  expect((await stat(join(folder, 'new', 'key'))).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
