import path from 'node:path';
import { Command } from 'commander';
import { writeFiles } from '../outputs/write';
import { withHelp } from './help';
import { readObjects } from './read-manifests';

/** `chartwright graph`: a picture of what will run. */
export function graphCommand(): Command {
  const command = new Command('graph')
    .description('draw what will run: workloads, services, routes, config, storage, policies')
    .option('-d, --dist <path>', 'a folder or file of manifests, or - for standard input', 'dist')
    .option('-R, --recursive', 'subfolders too')
    .option('-o, --output <file>', '.svg, or .html with everything as text below', 'topology.svg')
    .action(async ({ dist, output, recursive }: { dist: string; output: string; recursive?: boolean }) => {
      assertDrawable(output);
      // Loaded here: the layout is large, and no other command needs it.
      const { drawTopology, topologyPage } = await import('../outputs/picture/index.js');
      const manifests = readObjects(dist, { recursive });
      const draw = output.endsWith('.html') ? topologyPage : drawTopology;
      writeFiles(path.dirname(output), new Map([[path.basename(output), await draw(manifests, dist)]]));
      console.log(`Wrote ${output}: ${manifests.length} objects of ${dist}`);
    });
  return withHelp(command, {
    examples: [
      ['chartwright graph', 'topology.svg, of dist/'],
      ['helm template shop | chartwright graph -d -', 'of any manifests, as they come'],
      ['chartwright graph -d out -o out.html', 'a page with everything as text, too, of out/'],
    ],
    problem: 'there is no such file or folder, or something in it is no manifest: the rest is drawn',
  });
}

/** @throws when the name of a file promises what is not written here */
function assertDrawable(output: string): void {
  const ending = path.extname(output).toLowerCase();
  if (['.svg', '.html'].includes(ending)) return;
  const meant = `${output.slice(0, output.length - ending.length)}.svg`;
  throw new Error(
    `-o ${output}: ${ending === '' ? 'a file without an ending' : `'${ending}'`} is not written. Allowed: .svg, .html. Write -o ${meant}; a browser or rsvg-convert makes a PNG of it.`,
  );
}
