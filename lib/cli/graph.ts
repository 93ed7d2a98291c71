import path from 'node:path';
import { Command } from 'commander';
import { writeFiles } from '../outputs/write';
import { withHelp } from './help';
import { readManifests } from './read-manifests';

/** `chartwright graph`: a picture of what will run. */
export function graphCommand(): Command {
  const command = new Command('graph')
    .description('draw what will run: workloads, services, routes, config, storage, policies')
    .option('-d, --dist <folder>', 'the synthesized YAML', 'dist')
    .option('-o, --output <file>', '.svg, or .html with everything as text below', 'topology.svg')
    .action(async ({ dist, output }: { dist: string; output: string }) => {
      // Loaded here: the layout is large, and no other command needs it.
      const { drawTopology, topologyPage } = await import('../outputs/picture/index.js');
      const manifests = readManifests(dist);
      const draw = output.endsWith('.html') ? topologyPage : drawTopology;
      writeFiles(path.dirname(output), new Map([[path.basename(output), await draw(manifests, dist)]]));
      console.log(`Wrote ${output}: ${manifests.length} objects of ${dist}`);
    });
  return withHelp(command, {
    examples: [
      ['chartwright graph', 'topology.svg, of dist/'],
      ['chartwright graph -d out -o out.html', 'a page with everything as text, too, of out/'],
    ],
    problem: 'there is no such folder, or a file in it is no YAML',
  });
}
