import type { Render, Rendered, Renders } from './render';

/** Kinds that no cluster since Kubernetes 1.25 has under any version, with no kind in their place. */
const GONE = new Set(['PodSecurityPolicy']);

/** Renderings without what no cluster can have: that it leaves a chart is nobody's loss. */
export function servedOnly({ before, after, reused }: Renders): Renders {
  const over =
    (render: Render): Render =>
    async (situation) =>
      served(await render(situation));
  return { before: over(before), after: over(after), reused: over(reused) };
}

const known = new WeakMap<Rendered, Rendered>();

function served(rendered: Rendered): Rendered {
  if (!rendered.ok) return rendered;
  const found = known.get(rendered) ?? {
    ok: true,
    objects: rendered.objects.filter(({ kind }) => !GONE.has(kind)),
  };
  known.set(rendered, found);
  return found;
}
