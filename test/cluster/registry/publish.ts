import fs from 'node:fs';
import { charts } from '../../../lib/apps/charts';
import { helmIn } from '../helm-command';
import { run } from '../kubectl';
import { packagedCharts } from '../packaged-charts';
import { check, type Steps } from '../steps';
import { baseImage } from '../base-image';
import { cosignProgram, type Cosign } from './cosign';
import type { Place } from './place';

/** Images and charts into the registry. */
export async function published(steps: Steps, place: Place, cosign: Cosign): Promise<void> {
  let base: string | undefined;
  const images = async (...more: string[]): Promise<string> => {
    const args = ['--push', place.images, ...place.plainHttp, '--cosign', cosignProgram()];
    const where = ['--charts', place.file('charts'), '--output', place.file('images')];
    const all = [...args, ...where, ...(base ? ['--base-image', base] : []), ...more];
    const ran = await run('npm', ['run', '--silent', 'images', '--', ...all], { timeoutMs: 900_000 });
    check(ran.code === 0, ran.stderr || ran.stdout);
    return ran.stdout.trim();
  };
  await steps.step('base image', async () => (base = await baseImage()) ?? 'the default');
  await steps.step('charts packaged', async () => {
    const { folder, said } = await packagedCharts();
    fs.cpSync(folder, place.file('charts'), { recursive: true });
    return said;
  });
  await steps.step('npm run images -- --push --sign', async () => {
    const { key } = await cosign.keyPair('ours');
    const said = await images('--sign', key);
    console.log(said);
    const count = Object.keys(place.digests()).length;
    return `${count} images pushed, signed and verified`;
  });
  await steps.step('built and pushed again, urlpath has the same digest', async () => {
    const before = place.digests();
    await images('--only', 'urlpath', '--output', place.file('again'));
    const after = place.digests('again');
    check(after.urlpath?.digest === before.urlpath?.digest, `${before.urlpath?.digest}, then ${after.urlpath?.digest}`);
    return after.urlpath?.digest ?? '';
  });
  await steps.step('helm push, and charts signed', async () => {
    const { key, publicKey } = await cosign.keyPair('charts');
    const helm = helmIn('default');
    for (const { name, version } of charts) {
      await helm('push', place.file('charts', `${name}-${version}.tgz`), `oci://${place.charts}`, ...place.plainHttp);
      const chart = `${place.charts}/${name}:${version}`;
      const signed = await cosign.sign(chart, key);
      check(signed.code === 0, signed.stderr);
      const verified = await cosign.verify(chart, publicKey);
      check(verified.code === 0, verified.stderr);
    }
    return `${charts.length} charts in oci://${place.charts}`;
  });
}
