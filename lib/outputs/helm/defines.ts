import type { Node } from '../../compiler/ir';
import { settle, textTemplate } from './text-template';
import type { Scope } from './scope';

/** A named template that holds a text. */
interface Define {
  readonly name: string;
  readonly body: string;
  /** Whether it begins with a line break that is not part of the text. */
  readonly opens: boolean;
  /** Whether a line break has to be added at the end. */
  readonly closes: boolean;
  readonly scope: Scope;
}

/** Texts with a name of their own, because they are long, or needed twice. */
export class Defines {
  private readonly byContent = new Map<string, Define>();
  private readonly names = new Set<string>();

  constructor(private readonly chart: string) {}

  /** A Go pipeline that gives the text; `block` is for `|`, which adds the line break at the end by itself. */
  include(
    node: Node & { n: 'text' },
    hint: string,
    scope: Scope,
  ): { pipeline: string; block: string; closes: boolean } {
    const define = this.define(node, hint, scope);
    const context = scope.loops.length === 0 ? '.' : this.context(scope);
    const text = `include "${define.name}" ${context}${define.opens ? ' | trimPrefix "\\n"' : ''}`;
    if (!define.closes) return { pipeline: text, block: text, closes: false };
    // Where all lines may be missing there is no last line break either.
    const closed = define.opens
      ? `include "${define.name}" ${context} | printf "%s\\n" | trimPrefix "\\n"`
      : `${text} | printf "%s\\n"`;
    return { pipeline: closed, block: text, closes: true };
  }

  /** Root and the variables of the ranges around. */
  private context(scope: Scope): string {
    const variables = scope.loops.flatMap(({ item, key }) => [item, key]).map((name) => `"${name.slice(1)}" ${name}`);
    return `(dict "Values" $.Values "Release" $.Release "Chart" $.Chart ${variables.join(' ')})`;
  }

  private define(node: Node & { n: 'text' }, hint: string, scope: Scope): Define {
    const key = JSON.stringify([node, scope.loops.map(({ item }) => item)]);
    let define = this.byContent.get(key);
    if (!define) {
      const last = node.lines.at(-1);
      const closes = node.lines.length > 1 && last?.s === 'one' && last.item.length === 0;
      const { text, opens } = textTemplate(closes ? node.lines.slice(0, -1) : node.lines, scope);
      const bind = scope.loops.flatMap(({ item, key }) => [item, key].filter((name) => text.includes(name)));
      const lines = bind.map((name) => `{{- ${name} := .${name.slice(1)} -}}\n`).join('');
      const body =
        lines +
        settle(/^[ \t\n]/.test(text) && !opens ? `{{ "" }}${text}` : text) +
        (/[ \t\n]$/.test(text) ? '{{ "" }}' : '');
      define = { name: this.free(`${this.chart}.${hint}`), body, opens, closes, scope };
      this.byContent.set(key, define);
    }
    return define;
  }

  private free(name: string): string {
    let free = name;
    for (let i = 2; this.names.has(free); i++) free = `${name}-${i}`;
    this.names.add(free);
    return free;
  }

  /** The text of a `.tpl` file; undefined when nothing is defined. */
  file(): string | undefined {
    const defines = [...this.byContent.values()];
    if (defines.length === 0) return undefined;
    return defines
      .map(({ name, body }) => `{{- define "${name}" -}}\n${body.replace(/^\n/, '')}\n{{- end }}\n`)
      .join('\n');
  }
}
