import { run } from './kubectl';
import { check } from './steps';

/** What a command of `chartwright` prints. @throws with its stderr when it fails */
export async function chartwright(args: readonly string[]): Promise<string> {
  const ran = await run(process.execPath, ['lib/cli/run-main.js', 'lib/cli/chartwright.ts', ...args], {
    timeoutMs: 900_000,
  });
  check(ran.code === 0, `chartwright ${args.join(' ')}: ${ran.stderr.trim()}`);
  return ran.stdout;
}
