// `npm run build`: the library as it is published, in build/.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

// What was removed from the sources must not stay in the package.
for (const folder of ['lib', 'imports', 'services']) rmSync(at(`build/${folder}`), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, '-p', at('lib')], { stdio: 'inherit' });
if (status !== 0) process.exit(1); // tsc said why
// JavaScript already: it runs the sources, too, before anything is compiled.
for (const file of ['run-main.js', 'run-main.d.ts']) copyFileSync(at(`lib/cli/${file}`), at(`build/lib/cli/${file}`));
for (const file of ['chartwright.js', 'run-main.js']) chmodSync(at(`build/lib/cli/${file}`), 0o755);
