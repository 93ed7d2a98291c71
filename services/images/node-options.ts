import { nodeOptions } from '../kit/contract';
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/**
 * What node is started with in the image of a service: `nodeOptions` of what its `contract.ts` exports, or the default.
 * @throws when they are not a list of options
 */
export async function nodeOptionsOf(serviceFolder: string): Promise<readonly string[]> {
  const file = join(serviceFolder, 'contract.ts');
  if (!existsSync(file)) return nodeOptions;
  const contract = Object.values(await constantsOf(file)).find((value) => value !== null && typeof value === 'object');
  const options = (contract as { nodeOptions?: unknown } | undefined)?.nodeOptions ?? nodeOptions;
  if (!isOptions(options)) {
    throw new Error(
      `${file}: nodeOptions is ${JSON.stringify(options)}. Allowed: a list of options of node, each beginning with '--', e.g. ['--max-semi-space-size=4'].`,
    );
  }
  return options;
}

const isOptions = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((option) => typeof option === 'string' && /^--[a-z]/.test(option));

/** What a module of constants exports; contracts import nothing that does anything. */
async function constantsOf(file: string): Promise<Record<string, unknown>> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
  });
  const module = { exports: {} };
  runInNewContext(outputFiles[0]?.text ?? '', { module, exports: module.exports });
  return module.exports;
}
