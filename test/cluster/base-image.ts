import fs from 'node:fs';
import { run } from './kubectl';
import { check } from './steps';
import { TEST_CLUSTER } from './test-cluster';

/** The version that the Dockerfile's default base image has. */
const NODE = 'node@24.21.0';

/**
 * An image to build on: CHARTWRIGHT_BASE_IMAGE, or Node 24 in an image of the test cluster's, or undefined: the default of
 * `npm run images`.
 */
export async function baseImage(): Promise<string | undefined> {
  if (process.env.CHARTWRIGHT_BASE_IMAGE) return process.env.CHARTWRIGHT_BASE_IMAGE;
  if (!fs.existsSync(TEST_CLUSTER)) return undefined;
  const made = await run(TEST_CLUSTER, ['base-image', await nodeBinary()], { timeoutMs: 300_000 });
  check(made.code === 0, made.stderr);
  return made.stdout.trim().split('\n').pop();
}

/** Of the npm package `node`; this process' own where that cannot be had. */
async function nodeBinary(): Promise<string> {
  const npm = ['exec', '--yes', `--package=${NODE}`, '--', 'node', '--print', 'process.execPath'];
  const found = await run('npm', npm, { timeoutMs: 300_000 });
  return found.code === 0 ? found.stdout.trim() : process.execPath;
}
