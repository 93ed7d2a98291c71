// `npm run arrows`: the imports between the files of lib/, as they stand: the longest chain, the circles, and how many
// files of which room import which other room. `-- FOLDER` looks at another checkout.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const EXTENSIONS = ['', '.ts', '.js', '.d.ts', '/index.ts'];

/** Files of folders with the files of them that each imports, types included; paths relative to `root`. */
export function importGraph(root, folders = ['lib']) {
  const files = folders
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true })
        .map((file) => path.posix.join(folder, file.split(path.sep).join('/'))),
    )
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .sort();
  const known = new Set(files);
  return new Map(files.map((file) => [file, importsOf(root, file).filter((target) => known.has(target))]));
}

/** The library by its public names, as the `paths` of tsconfig.json have them. */
const OWN_NAMES = {
  chartwright: 'lib/index.ts',
  'chartwright/charts': 'lib/apps/charts.ts',
  'chartwright/values': 'lib/chart-values/index.ts',
};

/** Every import of a file of ours, resolved. */
function importsOf(root, file) {
  const { importedFiles } = ts.preProcessFile(fs.readFileSync(path.join(root, file), 'utf8'), true, true);
  const targets = importedFiles.map(({ fileName: name }) => {
    const own = OWN_NAMES[name];
    if (!own && !name.startsWith('.')) return undefined;
    const base = own ?? path.posix.join(path.posix.dirname(file), name);
    return EXTENSIONS.map((extension) => `${base}${extension}`).find((candidate) => isFile(path.join(root, candidate)));
  });
  return [...new Set(targets.filter((target) => target !== undefined))];
}

const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** Files that import each other, directly or by way of others: Tarjan's strongly connected components of two and more. */
export function circles(graph) {
  const found = [];
  const index = new Map();
  const low = new Map();
  const open = [];
  const visit = (file) => {
    index.set(file, index.size);
    low.set(file, index.get(file));
    open.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!index.has(target)) visit(target);
      if (open.includes(target)) low.set(file, Math.min(low.get(file), low.get(target)));
    }
    if (low.get(file) !== index.get(file)) return;
    const component = open.splice(open.indexOf(file));
    if (component.length > 1) found.push(component.sort());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return found;
}

/** The longest way along imports on which no file comes twice; a circle counts as one step. */
export function longestChain(graph) {
  const circleOf = new Map(circles(graph).flatMap((files) => files.map((file) => [file, files])));
  const longest = new Map();
  const from = (file) => {
    const known = longest.get(file);
    if (known) return known;
    const own = circleOf.get(file) ?? [file];
    for (const one of own) longest.set(one, [file]);
    const onward = own.flatMap((one) => graph.get(one)).filter((target) => !own.includes(target));
    const best = onward.map(from).reduce((a, b) => (b.length > a.length ? b : a), []);
    for (const one of own) longest.set(one, [one, ...best]);
    return longest.get(file);
  };
  return [...graph.keys()].map(from).reduce((a, b) => (b.length > a.length ? b : a), []);
}

function report(root) {
  const graph = importGraph(root);
  const chain = longestChain(graph);
  const found = circles(graph);
  const rooms = new Map();
  for (const [file, targets] of graph) {
    for (const target of targets) {
      const arrow = `${path.posix.dirname(file)} → ${path.posix.dirname(target)}`;
      if (path.posix.dirname(file) !== path.posix.dirname(target)) rooms.set(arrow, (rooms.get(arrow) ?? 0) + 1);
    }
  }
  const both = [...rooms.keys()].filter((arrow) => {
    const [a, b] = arrow.split(' → ');
    return a < b && rooms.has(`${b} → ${a}`);
  });
  return [
    `${graph.size} files, ${[...graph.values()].flat().length} imports between them`,
    `longest chain: ${chain.length} files`,
    ...chain.map((file) => `  ${file}`),
    `circles of files, types included: ${found.length}`,
    ...found.map((files) => `  ${files.join(' ⇄ ')}`),
    `folders that import each other: ${both.length}`,
    ...both.map((arrow) => {
      const [a, b] = arrow.split(' → ');
      return `  ${a} ⇄ ${b} (${rooms.get(arrow)} and ${rooms.get(`${b} → ${a}`)})`;
    }),
    'imports between folders:',
    ...[...rooms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([arrow, n]) => `  ${arrow}: ${n}`),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(report(path.resolve(process.argv[2] ?? path.join(path.dirname(process.argv[1]), '../..'))));
}
