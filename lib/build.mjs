// `npm run build`: the library as it is published, in build/.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

// What was removed from the sources must not stay in the package.
for (const folder of ['lib', 'imports', 'services']) rmSync(at(`build/${folder}`), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, '-p', at('lib')], { stdio: 'inherit' });
if (status !== 0) process.exit(1); // tsc said why
copyFileSync(at('lib/values/zod-types.published.d.ts'), at('build/lib/values/zod-types.d.ts'));
cpSync(at('lib/preview/browser'), at('build/lib/preview/browser'), { recursive: true });
// JavaScript already: it runs the sources, too, before anything is compiled.
for (const file of ['run-main.js', 'run-main.d.ts']) copyFileSync(at(`lib/cli/${file}`), at(`build/lib/cli/${file}`));
for (const file of ['chartwright.js', 'run-main.js']) chmodSync(at(`build/lib/cli/${file}`), 0o755);

// Images are built from what is prepared here: the package has no sources of the services.
rmSync(at('build/image-contexts'), { recursive: true, force: true });
if (existsSync(at('services/images'))) {
  const run = [at('lib/cli/run-main.js'), '--packages-outside', at('services/images/prepare.ts')];
  const prepared = spawnSync(process.execPath, run, { stdio: 'inherit', cwd: at('.') });
  if (prepared.status !== 0) process.exit(1);
  await build({
    entryPoints: [at('services/images/packaged.ts')],
    outfile: at('build/image-contexts/main.js'),
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
}
