import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A service that becomes an image. */
export interface ServiceSource {
  /** Of the folder and of the image. */
  readonly name: string;
  readonly folder: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** The file that is bundled, absolute. */
  readonly entry: string;
  /** What its image is built from, where that has been written already; see prepare.ts. */
  readonly context?: string;
  /** Files and folders that go beside the bundle as they are, relative to the service's folder. */
  readonly files: readonly string[];
}

/** Folder of a service that holds what its image is built from. */
export const CONTEXT = 'context';

const packageSchema = z.object({
  version: z.string(),
  description: z.string(),
  license: z.string(),
  image: z.object({ entry: z.string().optional(), files: z.array(z.string()).default([]) }).prefault({}),
});

/**
 * The services under a folder, by name: every subfolder with a package.json and a `server.ts`, or with another entry in
 * that file: `"image": { "entry": "cli/main.ts", "files": ["static"] }`. `files` go into the image beside the bundle.
 */
export function findServices(folder: string): ServiceSource[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'package.json')))
    .flatMap((name) => {
      const own = join(folder, name);
      const json: unknown = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
      const { image, ...about } = packageSchema.parse(json);
      const entry = join(own, image.entry ?? 'server.ts');
      const context = join(own, CONTEXT);
      if (existsSync(context)) return [{ name, folder: own, context, ...about, entry, files: image.files }];
      // An entry that is named and absent is a mistake, which the bundling reports; a folder without one is no service.
      if (image.entry === undefined && !existsSync(entry)) return [];
      return [{ name, folder: own, ...about, entry, files: image.files }];
    });
}
