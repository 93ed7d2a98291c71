import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { helmBinary, kubectlBinary } from '../helm/helm-binary';

// Each guide runs the command several times.
jest.setTimeout(600_000);

const ROOT = path.join(__dirname, '../..');
const GUIDES = path.join(ROOT, 'docs/guides');
/** Below the repository, so that charts find its packages. */
const folder = path.join(ROOT, 'test-output/guides');

beforeAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  const bin = path.join(folder, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(helmBinary(), path.join(bin, 'helm'));
  fs.symlinkSync(kubectlBinary(), path.join(bin, 'kubectl'));
  // The command of this tree in the place of the published one.
  const command = `exec node "${ROOT}/lib/cli/run-main.js" --packages-outside "${ROOT}/lib/cli/chartwright.ts"`;
  fs.writeFileSync(path.join(bin, 'npx'), `#!/bin/sh\nshift\n${command} "$@"\n`, { mode: 0o755 });
});

test.each(fs.readdirSync(GUIDES))('%s does what it says, by its page alone', (page) => {
  const at = path.join(folder, page.replace('.md', ''));
  fs.mkdirSync(at);
  const text = fs.readFileSync(path.join(GUIDES, page), 'utf8');
  const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` };
  let printed = '';
  for (const [, language, code = ''] of text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)) {
    if (language === 'sh')
      printed = execFileSync('bash', ['-euc', `exec 2>&1\n${code}`], { cwd: at, env, encoding: 'utf8' });
    // Lines that have to be in what the commands before them printed.
    else if (language === 'text') for (const line of code.trim().split('\n')) expect(printed).toContain(line.trim());
  }
});
