import path from 'node:path';
import { Command, Option } from 'commander';
import { GROUPINGS, type Grouping } from '../manifests/graph';
import { writeFiles } from '../outputs/write';
import { withHelp } from './help';
import { readObjects } from './read-manifests';

interface GraphOptions {
  readonly dist: string;
  readonly output: string;
  readonly recursive?: boolean;
  readonly group?: Grouping | 'none';
}

/** `chartwright graph`: a picture of what will run. */
export function graphCommand(): Command {
  const command = new Command('graph')
    .description('draw what will run: workloads, services, routes, config, storage, policies')
    .option('-d, --dist <path>', 'a folder or file of manifests, or - for standard input', 'dist')
    .option('-R, --recursive', 'subfolders too')
    .option('-o, --output <file>', '.svg, or .html with everything as text below', 'topology.svg')
    .addOption(
      new Option(
        '-g, --group <by>',
        'what is put together; without it, only what is too large to be looked at whole',
      ).choices([...GROUPINGS, 'none']),
    )
    .action(async ({ dist, output, recursive, group }: GraphOptions) => {
      assertDrawable(output);
      // Loaded here: the layout is large, and no other command needs it.
      const { drawTopology, topologyPage } = await import('../outputs/picture/index.js');
      const manifests = readObjects(dist, { recursive });
      const draw = output.endsWith('.html') ? topologyPage : drawTopology;
      writeFiles(path.dirname(output), new Map([[path.basename(output), await draw(manifests, dist, group)]]));
      console.log(`Wrote ${output}: ${manifests.length} objects of ${dist}`);
    });
  return withHelp(command, {
    examples: [
      ['chartwright graph', 'topology.svg, of dist/'],
      ['helm template shop | chartwright graph -d -', 'of any manifests, as they come'],
      ['kubectl get all,cm,ing,netpol -n shop -o yaml | chartwright graph -d -', 'what a namespace runs now'],
      ['chartwright graph -d out -o out.html', 'a page of out/: groups, search, zoom, everything as text'],
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
