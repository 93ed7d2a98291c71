import { lex, type Piece, type Token } from './lex';
import type { Command, Node, Operand, Pipe } from './tree';

/** Reads a Go template. It is lenient: helm itself says what is wrong with a template. */
export function parseTemplate(template: string): Node[] {
  const pieces = lex(template);
  let at = 0;

  /** Nodes up to `else` or `end`, which is left for the caller. */
  function block(): Node[] {
    const nodes: Node[] = [];
    for (let piece = pieces[at]; piece; piece = pieces[++at]) {
      if (piece.sort === 'text') {
        if (piece.text !== '') nodes.push({ sort: 'text', text: piece.text });
        continue;
      }
      const word = wordOf(piece);
      if (word === 'end' || word === 'else') return nodes;
      at++;
      nodes.push(...statement(word, piece.tokens));
      at--;
    }
    return nodes;
  }

  /** A statement whose opening action was just passed. */
  function statement(word: string | undefined, tokens: readonly Token[]): Node[] {
    if (word === 'if' || word === 'with' || word === 'range') return [branch(word, tokens.slice(1))];
    if (word === 'define' || word === 'block') {
      const body = block();
      at++;
      const name = unquote(tokens[1]?.text ?? '');
      const define: Node = { sort: 'define', name, body };
      return word === 'define' ? [define] : [define, { sort: 'template', name, pipe: pipeOf(tokens.slice(2)) }];
    }
    if (word === 'template') {
      const pipe = tokens.length > 2 ? pipeOf(tokens.slice(2)) : undefined;
      return [{ sort: 'template', name: unquote(tokens[1]?.text ?? ''), pipe }];
    }
    if (word === 'break' || word === 'continue' || tokens.length === 0) return [];
    return [{ sort: 'action', pipe: pipeOf(tokens) }];
  }

  function branch(sort: 'if' | 'with' | 'range', tokens: readonly Token[]): Node {
    const pipe = pipeOf(tokens);
    const body = block();
    const closing = pieces[at++];
    if (wordOf(closing) !== 'else') return { sort, pipe, body, otherwise: [] };
    const rest = closing?.sort === 'action' ? closing.tokens.slice(1) : [];
    const again = rest[0]?.text;
    if (again === 'if' || again === 'with') {
      // `else if` shares the end of the whole chain.
      return { sort, pipe, body, otherwise: [branch(again, rest.slice(1))] };
    }
    const otherwise = block();
    at++;
    return { sort, pipe, body, otherwise };
  }

  const nodes: Node[] = [];
  while (at < pieces.length) {
    nodes.push(...block());
    at++;
  }
  return nodes;
}

function wordOf(piece: Piece | undefined): string | undefined {
  const first = piece?.sort === 'action' ? piece.tokens[0] : undefined;
  return first?.sort === 'word' ? first.text : undefined;
}

function pipeOf(tokens: readonly Token[]): Pipe {
  const assignment = tokens.findIndex(({ text }, i) => (text === ':=' || text === '=') && depthAt(tokens, i) === 0);
  const variables = tokens.slice(0, Math.max(0, assignment)).filter(({ sort }) => sort === 'variable');
  const commands = split(tokens.slice(assignment + 1)).map(commandOf);
  return { variables: variables.map(({ text }) => text), commands };
}

function depthAt(tokens: readonly Token[], end: number): number {
  return tokens.slice(0, end).reduce((depth, { text }) => depth + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
}

/** Parts between the bars that are outside of parentheses. */
function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === '|' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function commandOf(tokens: readonly Token[]): Command {
  const operands: Operand[] = [];
  let i = 0;
  for (let token = tokens[i]; token; token = tokens[i]) {
    let end = i + 1;
    if (token.text === '(') while (end < tokens.length && depthAt(tokens.slice(i), end - i) > 0) end++;
    const inner = tokens.slice(i + 1, end - 1);
    const keys: string[] = token.sort === 'field' ? [token.text.slice(1)] : [];
    for (let next = tokens[end]; next?.sort === 'field' && !next.apart; next = tokens[++end])
      keys.push(next.text.slice(1));
    const operand =
      token.text === '(' ? ({ sort: 'pipe', pipe: pipeOf(inner), keys } as const) : operandOf(token, keys);
    if (operand) operands.push(operand);
    i = end;
  }
  return operands;
}

function operandOf({ sort, text }: Token, keys: readonly string[]): Operand | undefined {
  if (sort === 'field' || text === '.') return { sort: 'dot', keys };
  if (sort === 'variable') return { sort: 'variable', name: text, keys };
  if (sort === 'string') return { sort: 'literal', value: unquote(text) };
  if (sort === 'number') return { sort: 'literal', value: Number(text) };
  if (text === 'true' || text === 'false') return { sort: 'literal', value: text === 'true' };
  if (text === 'nil') return { sort: 'literal', value: null };
  return sort === 'word' ? { sort: 'function', name: text, keys } : undefined;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
