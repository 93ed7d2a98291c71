import { cp, lutimes, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle';
import { writeDockerfile } from './dockerfile';
import { licensesOf } from './licenses';
import { sbomPlugin } from './sbom';
import type { ServiceSource } from './services';

/**
 * Writes the folder that an image is built from: the `Dockerfile`, `app/` with the bundle, what it consists of, the service's
 * files and the licenses of what is bundled, and an empty `compile-cache/`. The same sources give the same bytes and times.
 *
 * @param servicesFolder - of the repository
 */
export async function writeContext(service: ServiceSource, servicesFolder: string, context: string): Promise<void> {
  const app = join(context, 'app');
  await mkdir(app, { recursive: true });
  await mkdir(join(context, 'compile-cache'));
  const { inputs } = await bundle(service.entry, join(app, 'server.js'), [sbomPlugin()]);
  await writeFile(join(app, 'LICENSES.txt'), licensesOf(inputs));
  await cp(join(servicesFolder, 'images', 'fill-compile-cache.js'), join(app, 'fill-compile-cache.js'));
  for (const file of service.files) await cp(join(service.folder, file), join(app, file), { recursive: true });
  await writeDockerfile(join(servicesFolder, 'Dockerfile'), service, join(context, 'Dockerfile'));
  const epoch = new Date(0);
  for (const file of await readdir(context, { recursive: true })) await lutimes(join(context, file), epoch, epoch);
}
