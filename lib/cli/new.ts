import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { projectFiles } from '../new/project';
import { assertProjectName } from '../new/project-name';
import { writeFiles } from '../outputs/write';
import { withHelp } from './help';
import { ownPackage } from './own-package';

/** `chartwright new`: a project that imports the library. */
export function newCommand(): Command {
  const command = new Command('new')
    .description('a new project in a folder of its own: a chart with values, its test, and what synthesizes it')
    .argument('<name>', 'of the folder, the package and the chart')
    .action((name: string) => {
      assertProjectName(name);
      assertFree(name);
      const { version, devDependencies } = ownPackage();
      const files = projectFiles({ name, versions: { ...devDependencies, chartwright: version } });
      writeFiles(name, files);
      console.log(
        [
          `Wrote ${files.size} files to ${name}/: ${[...files.keys()].join(', ')}`,
          `Next: cd ${name} && npm install && npm test && npm start`,
        ].join('\n'),
      );
    });
  return withHelp(command, {
    examples: [['chartwright new shop && cd shop && npm install && npm test && npm start', 'from nothing to dist/']],
    problem: "the name can't be one, or the folder has something in it; nothing is written",
  });
}

/** @throws when there is something where the project would be */
function assertFree(name: string): void {
  const stat = fs.statSync(name, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const at = path.resolve(name);
  if (!stat.isDirectory()) throw new Error(`There is a file ${at} already. Choose another name, or move it away.`);
  const found = fs.readdirSync(name);
  // A repository that was just made is a usual place to start in.
  if (found.every((entry) => entry === '.git')) return;
  throw new Error(
    `The folder ${at} is not empty: it has ${found.slice(0, 3).join(', ')}${found.length > 3 ? ', …' : ''}. Choose another name, or move them away.`,
  );
}
