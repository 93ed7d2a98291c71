import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Kubectl } from './kubectl';
import { Cosign } from './registry/cosign';
import { registryHost } from './registry/host';
import { installed } from './registry/install';
import { Place } from './registry/place';
import { published } from './registry/publish';
import { signatures } from './registry/signatures';
import { type Steps } from './steps';

/** From sources to pods by way of a registry: images by digest, signed; charts by OCI. */
export async function registryOnCluster(steps: Steps, kubectl: Kubectl): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-'));
  try {
    await steps.step('all of it', async () => {
      const place = new Place(folder, await registryHost());
      const cosign = new Cosign(folder, place.registry.plainHttp);
      await published(steps, place, cosign);
      await signatures(steps, place, cosign);
      await installed(steps, place, kubectl);
      return place.registry.address;
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
