import { charts } from '../../../lib/apps/charts';
import { helmIn } from '../helm-command';
import type { Kubectl } from '../kubectl';
import { check, type Steps } from '../steps';
import type { Place } from './place';
import { runsByDigest } from './running';

/** Every chart from the registry, with images from the registry. */
export async function installed(steps: Steps, place: Place, kubectl: Kubectl): Promise<void> {
  const helm = helmIn(kubectl.namespace);
  await steps.step('namespace that enforces "restricted"', async () => {
    await kubectl.freshNamespace();
    return kubectl.namespace;
  });
  for (const { name, version } of charts) {
    await steps.step(`helm install ${name} from OCI, images by digest`, async () => {
      const values = place.file('images', 'values', `${name}.yaml`);
      const chart = [`oci://${place.charts}/${name}`, '--version', version, ...place.plainHttp];
      await helm('install', name, ...chart, '--values', values, '--wait', '--timeout', '6m');
      return runsByDigest(kubectl, name, place.digests());
    });
    await steps.step(`helm test and uninstall of ${name}`, async () => {
      const tested = await helm('test', name, '--logs');
      check(/Phase:\s+Succeeded/.test(tested), tested);
      await helm('uninstall', name, '--wait', '--timeout', '3m');
      return (tested.match(/^200 .*$/m) ?? ['succeeded'])[0];
    });
  }
}
