import { topologyOf } from '../../manifests/graph';
import type { Manifest } from '../../manifests/manifest';
import { describe, drawTopology } from './draw';
import { xml } from './text';

/** The picture of {@link drawTopology} as a page of HTML, with everything in it as text below. */
export async function topologyPage(manifests: readonly Manifest[], title = 'What will run'): Promise<string> {
  const { nodes, edges } = topologyOf(manifests);
  const items = nodes.map((node) => {
    const about = [node.subtitle, ...node.rows.map(({ detail }) => detail)].filter(Boolean);
    const out = edges.filter(({ from }) => from === node.id).map(describe);
    return `<li><strong>${xml(node.id)}</strong>: ${xml([...about, ...out].join('; '))}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${xml(title)}</title>
<style>body{margin:0;font:14px/1.5 system-ui,sans-serif}main{overflow:auto}details{padding:0 24px 24px}svg{display:block}</style>
<main>
${await drawTopology(manifests, title)}</main>
<details>
<summary>As text</summary>
<ul>
${items.join('\n')}
</ul>
</details>
</html>
`;
}
