import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import icon from './icon.svg';
import stylesheet from './style.css';

/** One static file in the encodings that browsers take. */
export interface Asset {
  readonly name: AssetName;
  readonly type: string;
  readonly identity: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

const sources = {
  'style.css': { type: 'text/css; charset=utf-8', text: stylesheet },
  'icon.svg': { type: 'image/svg+xml', text: icon },
} as const;

export type AssetName = keyof typeof sources;

/** The address of a file, with a hash of its content: a changed file has another address, so any cache may keep it for ever. */
export function assetPath(name: AssetName): string {
  const hash = createHash('sha256').update(sources[name].text).digest('hex').slice(0, 12);
  return `/static/${name.replace('.', `.${hash}.`)}`;
}

/** The file that an address is of, whichever version has made it. */
export function nameOf(path: string): AssetName | undefined {
  const [, stem, extension] = /^\/static\/(\w+)\.[0-9a-f]{12}\.(\w+)$/.exec(path) ?? [];
  const name = `${stem}.${extension}`;
  return Object.hasOwn(sources, name) ? (name as AssetName) : undefined;
}

/** All files by address. They are part of the bundle, and compressed once, at the start. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  const names = Object.keys(sources) as AssetName[];
  return new Map(
    names.map((name) => {
      const { type, text } = sources[name];
      const identity = Buffer.from(text);
      return [assetPath(name), { name, type, identity, br: brotliCompressSync(identity), gzip: gzipSync(identity) }];
    }),
  );
}
