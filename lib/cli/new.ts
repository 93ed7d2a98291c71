import { Command } from 'commander';
import { projectFiles } from '../new/project';
import { assertProjectName } from '../new/project-name';
import { writeFiles } from '../outputs/write';
import { assertFree } from './free-folder';
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
