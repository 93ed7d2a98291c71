/** A Go template as far as it matters which values it reads, and when. */
export type Node =
  | { readonly sort: 'text'; readonly text: string }
  | { readonly sort: 'action'; readonly pipe: Pipe }
  | { readonly sort: 'if' | 'with' | 'range'; readonly pipe: Pipe; readonly body: Node[]; readonly otherwise: Node[] }
  | { readonly sort: 'define'; readonly name: string; readonly body: Node[] }
  | { readonly sort: 'template'; readonly name: string; readonly pipe: Pipe | undefined };

/** `$x := a | b`: each command gets what the one before gave as its last argument. */
export interface Pipe {
  readonly variables: readonly string[];
  readonly commands: readonly Command[];
}

/** A function and its arguments, or one operand. */
export type Command = readonly Operand[];

export type Operand =
  | { readonly sort: 'dot'; readonly keys: readonly string[] }
  | { readonly sort: 'variable'; readonly name: string; readonly keys: readonly string[] }
  | { readonly sort: 'function'; readonly name: string; readonly keys: readonly string[] }
  | { readonly sort: 'literal'; readonly value: string | number | boolean | null }
  | { readonly sort: 'pipe'; readonly pipe: Pipe; readonly keys: readonly string[] };

/** Whether a function of some name is called anywhere in an expression. */
export const calls = ({ commands }: Pipe, name: RegExp): boolean =>
  commands
    .flat()
    .some((operand) =>
      operand.sort === 'pipe' ? calls(operand.pipe, name) : operand.sort === 'function' && name.test(operand.name),
    );
