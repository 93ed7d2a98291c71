import { build as esbuild } from 'esbuild';
import type { Plugin } from 'esbuild';

export interface Bundle {
  /** Bytes of the JavaScript file. */
  readonly bytes: number;
  /** Every source file that is in it, relative to the working directory. */
  readonly inputs: readonly string[];
}

/**
 * One CommonJS file of a service and all that it imports: what the images hold, and what tests start. The same sources
 * give the same bytes. Names stay readable, for the sake of stack traces.
 *
 * @throws when something needs a native module: the images have no compiler and fit every architecture
 */
export async function bundle(entry: string, outfile: string): Promise<Bundle> {
  const { metafile } = await esbuild({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    plugins: [refuseNativeModules],
  });
  return { bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0, inputs: Object.keys(metafile.inputs).sort() };
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
