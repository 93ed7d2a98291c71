import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { EXIT, withHelp } from './help';
import { packageFolder } from './own-package';

/**
 * `chartwright images`: the images that the constructs deploy. What they are built from lies in the package; a program of its own,
 * beside it, knows how.
 */
export function imagesCommand(): Command {
  const command = new Command('images')
    .description('build the images that the constructs deploy, load them into a cluster or push them to your registry')
    .argument('[options...]', 'see chartwright images --help')
    .allowUnknownOption()
    .action((_given: string[], _options: object, { args }: Command) => {
      const { status } = spawnSync(process.execPath, [...program(), ...args], {
        stdio: 'inherit',
        env: { ...process.env, CHARTWRIGHT_COMMAND: 'chartwright images' },
      });
      process.exitCode = status ?? EXIT.problem;
    });
  return withHelp(command, {
    examples: [
      ['chartwright images --push registry.example.com/acme', 'to your registry, with their digests as values'],
    ],
    problem: 'no image builder is there, or something is not built, pushed or signed as it should be',
  });
}

/** @throws when this copy of the library has neither the prepared images nor their sources */
function program(): readonly string[] {
  const root = packageFolder();
  // In a clone: what was built there may be of yesterday.
  const source = path.join(root, 'services/images/main.ts');
  if (fs.existsSync(source)) return [path.join(root, 'lib/cli/run-main.js'), '--packages-outside', source];
  const packaged = path.join(root, 'build/image-contexts/main.js');
  if (fs.existsSync(packaged)) return [packaged];
  throw new Error('This chartwright comes without images. In a clone: npm run build');
}
