import type { Consequence, FieldChange, Pair } from '../change';

/** Container images that change, by the part that does. */
export function* images(_: Pair, changes: readonly FieldChange[]): Generator<Consequence> {
  for (const { field, before, after } of changes) {
    const container = /[cC]ontainers\[([^\]]+)\]\.image$/.exec(field)?.[1];
    if (container === undefined || typeof before !== 'string' || typeof after !== 'string') continue;
    yield { sort: 'image', message: `image of ${container}: ${difference(before, after)}` };
  }
}

function difference(before: string, after: string): string {
  const [was, is] = [parse(before), parse(after)];
  if (was.repository !== is.repository) return `${before} → ${after}`;
  const parts = (['tag', 'digest'] as const).filter((part) => was[part] !== is[part]);
  return parts.map((part) => `${part} ${was[part] ?? 'none'} → ${is[part] ?? 'none'}`).join(', ');
}

/** `registry:5000/name:tag@sha256:…` */
function parse(image: string): { repository?: string; tag?: string; digest?: string } {
  const [, repository, tag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(.*))?$/.exec(image) ?? [];
  return { repository, tag, digest };
}
