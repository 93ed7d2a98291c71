import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { PublishedImage } from './publish';

type Values = { [key: string]: unknown };

/**
 * Writes which image of which digest a push has made: `digests.yaml` with repository, tag and digest of each service, and
 * for every packaged chart that deploys one of them `values/<chart>.yaml`, for `helm install --values`.
 *
 * @param chartsFolder - of `npm run package`; the charts' own values.yaml say where an image stands in their values
 * @returns the files
 */
export async function writeDigests(
  images: readonly PublishedImage[],
  folder: string,
  chartsFolder: string,
): Promise<string[]> {
  const file = join(folder, 'digests.yaml');
  const byService = Object.fromEntries(images.map(({ service, ...image }) => [service, image]));
  await mkdir(join(folder, 'values'), { recursive: true });
  await writeFile(file, stringify(byService));
  const written = [file];
  for (const chart of existsSync(chartsFolder) ? readdirSync(chartsFolder).sort() : []) {
    const defaults = join(chartsFolder, chart, 'values.yaml');
    if (!existsSync(defaults)) continue;
    const values = digestValues(parse(await readFile(defaults, 'utf8')), images);
    if (values === undefined) continue;
    const valuesFile = join(folder, 'values', `${chart}.yaml`);
    await writeFile(valuesFile, stringify(values));
    written.push(valuesFile);
  }
  return written;
}

/** The part of a chart's values that says where its images come from, for those that were published; or nothing. */
export function digestValues(values: unknown, images: readonly PublishedImage[]): Values | undefined {
  if (!isRecord(values)) return undefined;
  const { repository } = values;
  // An image is known by its name, as the default is in another registry.
  const image = images.find(({ service }) => typeof repository === 'string' && repository.split('/').pop() === service);
  if (image !== undefined) return { repository: image.repository, tag: image.tag, digest: image.digest };
  const inner = Object.entries(values).flatMap(([key, value]) => {
    const found = digestValues(value, images);
    return found === undefined ? [] : [[key, found] as const];
  });
  return inner.length > 0 ? Object.fromEntries(inner) : undefined;
}

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
