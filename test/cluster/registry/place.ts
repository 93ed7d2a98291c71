import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { RegistryHost } from './host';

/** What `npm run images -- --push` writes as digests.yaml. */
export type Digests = Readonly<
  Record<string, { readonly repository: string; readonly tag: string; readonly digest: string }>
>;

/** Where the suite has its things: in a folder of its own, and under a prefix of its own in the registry. */
export class Place {
  readonly images: string;
  readonly charts: string;
  /** As helm and `npm run images` spell it. */
  readonly plainHttp: readonly string[];

  constructor(
    private readonly folder: string,
    readonly registry: RegistryHost,
  ) {
    this.images = `${registry.address}/chartwright-suite`;
    this.charts = `${this.images}/charts`;
    this.plainHttp = registry.plainHttp ? ['--plain-http'] : [];
  }

  file(...names: string[]): string {
    return path.join(this.folder, ...names);
  }

  /** @param output - folder that `npm run images` wrote to */
  digests(output = 'images'): Digests {
    return parse(fs.readFileSync(this.file(output, 'digests.yaml'), 'utf8')) as Digests;
  }
}
