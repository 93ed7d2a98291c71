import { groupTopology, topologyOf, type Grouping } from '../../manifests/graph';
import type { Manifest } from '../../manifests/manifest';
import { describe, drawGraph } from './draw';
import { PAGE_PROGRAM } from './page-program';
import { PAGE_STYLE } from './page-style';
import { xml } from './text';

/**
 * The picture of what will run as a page of HTML that loads nothing: larger and smaller, a search, and everything as text below. One
 * that would be a wall shows its groups, and each of them by itself.
 * @param by how it is grouped. @default - where it is too large, by what fits it best
 */
export async function topologyPage(
  manifests: readonly Manifest[],
  title = 'What will run',
  by?: Grouping | 'none',
): Promise<string> {
  const topology = topologyOf(manifests);
  const { nodes, edges } = topology;
  const grouped = by === 'none' ? undefined : groupTopology(topology, by);
  const pictures = grouped
    ? [
        { name: undefined, shown: `All ${grouped.groups.length} groups`, graph: grouped.overview },
        ...grouped.groups.map(({ name, topology: graph }) => ({ name, shown: name, graph })),
      ]
    : [{ name: undefined, shown: 'All', graph: topology }];
  const figures = await Promise.all(
    pictures.map(async ({ name, shown, graph }, i) => {
      const svg = await drawGraph(graph, name === undefined ? title : shown, { id: `picture-${i}` });
      return `<figure id="figure-${i}"${name === undefined ? '' : ` data-group="${xml(name)}"`}>\n${svg}</figure>`;
    }),
  );
  const buttons = pictures.map(
    ({ shown }, i) =>
      `<button type="button" data-figure="figure-${i}" aria-pressed="${i === 0}">${xml(shown)}</button>`,
  );
  const items = nodes.map((node) => {
    const about = [node.subtitle, ...node.rows.map(({ detail }) => detail)].filter(Boolean);
    const out = edges.filter(({ from }) => from === node.id).map(describe);
    return `<li><strong>${xml(node.id)}</strong>: ${xml([...about, ...out].join('; '))}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${xml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${xml(title)}</h1>
<label class="tools">Find <input id="find" type="search" autocomplete="off"></label>
<p id="matches" role="status"></p>
<div class="tools"><button type="button" data-zoom="1.25" aria-label="Larger">+</button> <button type="button" data-zoom="0.8" aria-label="Smaller">−</button> <button type="button" data-zoom="fit">Fit</button> <button type="button" data-zoom="whole">Real size</button></div>
</header>
${grouped ? `<nav aria-label="Groups, by ${grouped.by}">\n${buttons.join('\n')}\n</nav>` : ''}
<ul id="found" aria-label="What was found"></ul>
<main tabindex="0" aria-label="Picture; plus and minus change its size">
${figures.join('\n')}
</main>
<details>
<summary>As text</summary>
<ul>
${items.join('\n')}
</ul>
</details>
<script>${PAGE_PROGRAM}</script>
</body>
</html>
`;
}
