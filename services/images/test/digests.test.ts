import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { digestValues, writeDigests } from '../digests';
import type { PublishedImage } from '../publish';

const published = (service: string, digit: string): PublishedImage => ({
  service,
  repository: `registry.example.com/team/${service}`,
  tag: '0.1.0',
  digest: `sha256:${digit.repeat(64)}`,
});
const [urlpath, echo] = [published('urlpath', 'a'), published('echo', 'b')];
const pinned = ({ repository, tag, digest }: PublishedImage) => ({ repository, tag, digest });

test('every image of a published service is pinned where a chart has it', () => {
  const values = {
    replicas: 2,
    image: { repository: 'chartwright/urlpath', tag: '0.0.9', pullPolicy: 'Always' },
    parts: { echo: { image: { repository: 'localhost:5000/other/echo' }, env: {} } },
    database: { image: { repository: 'postgres' } },
    list: [{ repository: 'chartwright/urlpath' }],
  };
  expect(digestValues(values, [urlpath, echo])).toEqual({
    image: pinned(urlpath),
    parts: { echo: { image: pinned(echo) } },
  });
});

test('values without an image of ours need nothing', () => {
  expect(digestValues({ image: { repository: 'nginx' }, nothing: null }, [urlpath])).toBeUndefined();
});

test('writes digests.yaml, and values for each packaged chart that has such an image', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digests-'));
  const charts = join(folder, 'charts');
  for (const [name, repository] of [
    ['paths', 'chartwright/urlpath'],
    ['web', 'nginx'],
  ] as const) {
    mkdirSync(join(charts, name), { recursive: true });
    writeFileSync(join(charts, name, 'values.yaml'), `image:\n  repository: ${repository}\n`);
  }
  writeFileSync(join(charts, 'paths-0.1.0.tgz'), '');
  const read = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'));

  const files = await writeDigests([urlpath, echo], folder, charts);
  expect(files).toEqual([join(folder, 'digests.yaml'), join(folder, 'values/paths.yaml')]);
  expect(read('digests.yaml')).toEqual({ urlpath: pinned(urlpath), echo: pinned(echo) });
  expect(read('values/paths.yaml')).toEqual({ image: pinned(urlpath) });
  expect(await writeDigests([urlpath], folder, join(folder, 'absent'))).toEqual([join(folder, 'digests.yaml')]);
  rmSync(folder, { recursive: true });
});
