import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeContext } from './context';
import { CONTEXT, findServices } from './services';

/** Writes what each image is built from into a folder, for `chartwright images` of the npm package, which has no sources. */
async function prepare(servicesFolder: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const service of findServices(servicesFolder)) {
    const { name, version, description, license } = service;
    const own = join(folder, name);
    await mkdir(join(own, CONTEXT), { recursive: true });
    await writeContext(service, servicesFolder, join(own, CONTEXT));
    await writeFile(join(own, 'package.json'), JSON.stringify({ name, version, description, license, private: true }));
  }
}

const [folder = 'build/image-contexts'] = process.argv.slice(2);
prepare(resolve('services'), resolve(folder)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
