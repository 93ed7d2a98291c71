import fs from 'node:fs';
import { TEST_CLUSTER } from '../cluster';
import { run } from '../kubectl';
import { check } from '../steps';

/** The version that the Dockerfile's default base image has. */
const NODE = 'node@24.21.0';

/**
 * An image to build on: CHARTWRIGHT_BASE_IMAGE, or the Node 24 of the npm package in an image of the test cluster's, or the
 * default of `npm run images`.
 */
export async function baseImage(): Promise<string | undefined> {
  if (process.env.CHARTWRIGHT_BASE_IMAGE) return process.env.CHARTWRIGHT_BASE_IMAGE;
  if (!fs.existsSync(TEST_CLUSTER)) return undefined;
  const npm = ['exec', '--yes', `--package=${NODE}`, '--', 'node', '--print', 'process.execPath'];
  const found = await run('npm', npm, { timeoutMs: 300_000 });
  check(found.code === 0, `npm ${npm.join(' ')}: ${found.stderr}`);
  const made = await run(TEST_CLUSTER, ['base-image', found.stdout.trim()], { timeoutMs: 300_000 });
  check(made.code === 0, made.stderr);
  return made.stdout.trim().split('\n').pop();
}
