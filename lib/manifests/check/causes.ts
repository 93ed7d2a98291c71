import type { IConstruct } from 'constructs';
import { propOf } from '../props';
import type { Manifest } from '../manifest';
import { formatProblem, type Problem } from './problem';

/**
 * Problems as lines, one for each cause: what comes of one prop is said once, by the prop's name, with all fields that it reached.
 * In the order of the problems.
 */
export function linesByCause(problems: readonly Problem[], manifests: readonly Manifest[]): string[] {
  const constructs = new Map(manifests.map((manifest) => [manifest.path, constructOf(manifest)]));
  const lines = new Map<string, { readonly said: string; readonly reached: string[] }>();
  for (const one of problems) {
    const construct = constructs.get(one.path);
    const [kind = ''] = one.object.split(' ');
    const cause = construct && propOf(construct, kind, one.field);
    const { problem, fix } = one;
    const said = cause ? `[${cause.path}] ${cause.prop}: ${problem}. ${fix}.` : formatProblem(one);
    const line = lines.get(said) ?? { said, reached: [] };
    if (cause) line.reached.push(`${one.object}: ${one.field}`);
    lines.set(said, line);
  }
  return [...lines.values()].map(({ said, reached }) =>
    reached.length > 0 ? `${said} (${reached.join('; ')})` : said,
  );
}

/** What made an object, where a synthesis did: `collect` keeps it beside the object. */
const constructOf = (manifest: Manifest): IConstruct | undefined =>
  (manifest as Manifest & { readonly construct?: IConstruct }).construct;
