import type { Reads } from '../template/reads';
import { pathKey, type Path } from './path';
import type { Plan } from './knowledge';
import { valuesKey } from './trial';

/** Which values the templates of both charts read in the same ways: in the same expressions, under the same conditions, to the same ends. */
export class ReadAlike {
  private readonly before: ReadonlyMap<string, string>;
  private readonly after: ReadonlyMap<string, string>;

  constructor({ before, after }: Plan) {
    this.before = ways(before.reads);
    this.after = ways(after.reads);
  }

  has(path: Path): boolean {
    const key = pathKey(path);
    return this.before.get(key) === this.after.get(key);
  }
}

/** How each value is read, as a text. */
function ways(reads: Reads): Map<string, string> {
  const found = new Map<string, string[]>();
  const known = new Map<object, string>();
  const said = (part: object): string => {
    const text = known.get(part) ?? valuesKey(part);
    known.set(part, text);
    return text;
  };
  for (const { path, use, guards, pipe } of reads.all) {
    const key = pathKey(path);
    found.set(key, [...(found.get(key) ?? []), `${use} ${said(guards)} ${said(pipe)}`]);
  }
  const literals = (key: string): string => [...(reads.literals.get(key) ?? [])].map(valuesKey).sort().join();
  return new Map([...found].map(([key, all]) => [key, `${all.sort().join('\n')}\n${literals(key)}`]));
}
