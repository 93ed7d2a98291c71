import { build as esbuild } from 'esbuild';
import type { Plugin } from 'esbuild';
import { dirname, resolve } from 'node:path';

export interface Bundle {
  /** Bytes of the JavaScript file. */
  readonly bytes: number;
  /** Every source file that is in it, absolute. */
  readonly inputs: readonly string[];
}

/**
 * One CommonJS file of a service and all that it imports: what the images hold, and what tests start. The same sources
 * give the same bytes, wherever it is called from. Names stay readable, for the sake of stack traces.
 *
 * @param plugins - further esbuild plugins, e.g. one that writes what is in the bundle
 *
 * @throws when something needs a native module: the images have no compiler and fit every architecture
 */
export async function bundle(entry: string, outfile: string, plugins: readonly Plugin[] = []): Promise<Bundle> {
  // esbuild writes paths into the bundle relative to this folder; its own default is the caller's working directory.
  const absWorkingDir = dirname(resolve(entry));
  const { metafile } = await esbuild({
    absWorkingDir,
    entryPoints: [resolve(entry)],
    outfile: resolve(outfile),
    bundle: true,
    platform: 'node',
    // ES modules first where a package has both: what is not imported from them is left out (200 KB of hash functions).
    mainFields: ['module', 'main'],
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    loader: { '.css': 'text', '.svg': 'text' },
    metafile: true,
    logLevel: 'silent',
    plugins: [refuseNativeModules, ...plugins],
  });
  const inputs = Object.keys(metafile.inputs).map((input) => resolve(absWorkingDir, input));
  return { bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0, inputs: inputs.sort() };
}

const refuseNativeModules: Plugin = {
  name: 'refuse-native-modules',
  setup(build) {
    build.onResolve({ filter: /\.node$/ }, ({ path, importer }) => ({
      errors: [
        {
          text: `${importer} needs the native module ${path}, which a bundle cannot hold: use one in JavaScript or WebAssembly`,
        },
      ],
    }));
  },
};
