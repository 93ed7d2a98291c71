import type { ListNode, ScalarNode, YamlNode } from './node';
import { parseYaml } from './parser';
import { YamlProblem } from './problem';
import { yamlValue, type Duplicate, type JsonValue } from './value';

/** A text of this length and more is read item by item: the nodes of all of it at once would take ten times as much. */
const LONG = 1_000_000;

/** How `kubectl get -o yaml` begins a `kind: List`. */
const BEGINNING = /^(?:[A-Za-z]\w*: [^\n]*\n)*items:\n(?=- )/;

/** What a List says, with the nodes of those items that were asked for; in the place of others stands their line alone. */
export interface LongList {
  readonly value: JsonValue;
  readonly node: YamlNode;
  readonly duplicates: readonly Duplicate[];
}

/**
 * Reads a long List whose items begin at the margin, one item at a time.
 *
 * @param keepsNode tells by an item's text whether its node is needed
 * @returns undefined where the text is no such List, or one item can't be read by itself: as a whole, it may
 */
export function readLongList(text: string, keepsNode: (item: string) => boolean): LongList | undefined {
  if (text.length < LONG) return undefined;
  const head = BEGINNING.exec(text)?.[0];
  if (head === undefined) return undefined;
  try {
    return itemByItem(text, head, keepsNode);
  } catch (error) {
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}

function itemByItem(text: string, head: string, keepsNode: (item: string) => boolean): LongList | undefined {
  const values: JsonValue[] = [];
  const items: YamlNode[] = [];
  const duplicates: Duplicate[] = [];
  const first = linesIn(head) + 1;
  let line = first;
  let at = head.length;
  while (text.startsWith('- ', at)) {
    const end = itemEnd(text, at);
    const item = text.slice(at, end);
    const node = parseYaml(item);
    const [own] = node?.kind === 'list' && node.items.length === 1 ? node.items : [];
    if (!node || !own) return undefined;
    const found: Duplicate[] = [];
    values.push(...(yamlValue(node, found) as JsonValue[]));
    for (const { key, lines } of found) duplicates.push({ key, lines: [lines[0] + line - 1, lines[1] + line - 1] });
    items.push(keepsNode(item) ? itemAt(item, line) : empty(line));
    line += linesIn(item);
    at = end;
  }
  const rest = parseYaml(`${head.slice(0, -'items:\n'.length)}${text.slice(at)}`);
  if (rest !== undefined && rest.kind !== 'map') return undefined;
  const others = rest === undefined ? {} : (yamlValue(rest, duplicates) as Record<string, JsonValue>);
  if ('items' in others || duplicates.some(({ lines }) => lines[0] === lines[1])) return undefined;
  const list: ListNode = { kind: 'list', line: first, items };
  const entries = [...(rest?.entries ?? []), { key: { ...empty(first - 1), value: 'items' }, value: list }];
  return { value: { ...others, items: values }, node: { kind: 'map', line: 1, entries }, duplicates };
}

/** Where the next line at the margin begins that is none of the item's. */
function itemEnd(text: string, from: number): number {
  for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', at + 1)) {
    const next = text[at + 1];
    if (next !== ' ' && next !== '\n' && next !== undefined) return at + 1;
  }
  return text.length;
}

/** The same node, with lines of the whole text. */
function itemAt(item: string, line: number): YamlNode {
  const node = parseYaml(`${'\n'.repeat(line - 1)}${item}`);
  return (node?.kind === 'list' ? node.items[0] : undefined) ?? empty(line);
}

const empty = (line: number): ScalarNode => ({ kind: 'scalar', line, value: '', style: 'plain', tag: '' });

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
