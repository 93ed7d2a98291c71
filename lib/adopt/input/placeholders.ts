/** How people and tools write what is to come, each with its name: `{{ x }}`, `${X}`, `$X`, `__X__`, `@@X@@`, `<x>`, `%X%`, `{x}`. */
const WRITTEN =
  /\{\{-?\s*([\w.]+)\s*-?\}\}|\$\{([A-Za-z_]\w*)(?::?[-=][^}]*)?\}|\$([A-Za-z_]\w*)|__([A-Z][A-Z0-9_]*?)__|@@?([A-Z][A-Z0-9_]*)@@?|<([A-Za-z][\w.-]*)>|%([A-Z][A-Z0-9_]+)%|\{([A-Za-z_]\w*)\}/g;

/** Fills placeholders in before a file is read, everywhere that they stand, as `envsubst` and `sed` do. */
export class Placeholders {
  private readonly met = new Set<string>();
  private readonly used = new Set<string>();

  /** @param given text by name of a placeholder, as it is to stand in YAML */
  constructor(private readonly given: ReadonlyMap<string, string> = new Map()) {}

  /** Of those that are filled in. */
  get names(): readonly string[] {
    return [...this.given.keys()];
  }

  /** Puts values in the places of the placeholders of a text. */
  fill(text: string): string {
    if (this.given.size === 0) return text;
    return text.replace(WRITTEN, (written, ...groups: unknown[]) => {
      const name = nameIn(groups);
      this.met.add(name);
      const value = this.given.get(name);
      if (value === undefined) return written;
      this.used.add(name);
      return value;
    });
  }

  /** @throws when a value was given for a placeholder that stands nowhere */
  assertUsed(): void {
    const [unused] = [...this.given.keys()].filter((name) => !this.used.has(name));
    if (unused === undefined) return;
    const left = [...this.met].sort();
    throw new Error(
      `No file has a placeholder ${unused}${left.length > 0 ? `. There are: ${left.join(', ')}` : ''}. Names count as they are written: {{ tag }} is tag, \${TAG} is TAG.`,
    );
  }
}

/** Names of the placeholders without quotes that keep a text from being YAML: `image: {{ image }}`. */
export function bracesIn(text: string): string[] {
  const lines = text
    .split('\n')
    .filter((line) => /^\s*(?:-\s+)?(?:[\w./-]+:\s+|-\s+)(?:[^'"#]*\{\{|\{\w+\}\s*$)/.test(line));
  const names = lines.flatMap((line) =>
    [...line.matchAll(WRITTEN)].filter(([written]) => written.startsWith('{')).map(([, ...groups]) => nameIn(groups)),
  );
  return [...new Set(names)];
}

const nameIn = (groups: readonly unknown[]): string => groups.find((group) => typeof group === 'string') ?? '';

/** Reads `NAME=VALUE` of a command line. @throws when it is none */
export function readPlaceholder(text: string): [name: string, value: string] {
  const [, name, value] = /^([\w.]+(?:[.-]\w+)*)=([^]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`'${text}' does not fill in a placeholder. Allowed: NAME=VALUE, e.g. TAG=1.4.2.`);
  return [name, value];
}
