import { NOT_ALLOWED } from './characters';
import type { ListNode, MapNode, ScalarNode, YamlNode } from './node';
import { YamlProblem } from './problem';
import { DEEPEST, Scanner } from './scanner';
import type { Token, TokenType } from './token';

/**
 * Reads the first document of a text, as go-yaml does (`parserc.go`): what it accepts, this accepts.
 *
 * @returns undefined when there is none
 * @throws YamlProblem
 */
export function parseYaml(text: string): YamlNode | undefined {
  if (text.startsWith('\ufeff')) return parseYaml(text.slice(1));
  const control = NOT_ALLOWED.exec(text);
  if (control) {
    const line = text.slice(0, control.index).split('\n').length;
    const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
    throw new YamlProblem(`the control character U+${code} is not allowed`, line);
  }
  return new Parser(new Scanner(text)).document();
}

const DEFAULT_HANDLES: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

class Parser {
  private readonly anchors = new Map<string, YamlNode>();
  private handles = new Map<string, string>();
  private depth = 0;

  constructor(private readonly scanner: Scanner) {}

  document(): YamlNode | undefined {
    const first = this.scanner.next().type;
    if (first === 'stream-end') return undefined;
    if (first === 'directive' || first === 'document-start') {
      this.directives();
      const token = this.scanner.next();
      if (token.type !== 'document-start') this.fail('a directive needs --- behind it', token);
      this.scanner.skip();
    }
    for (const [handle, prefix] of DEFAULT_HANDLES) {
      if (!this.handles.has(handle)) this.handles.set(handle, prefix);
    }
    const token = this.scanner.next();
    const isExplicit = first === 'directive' || first === 'document-start';
    const root = isExplicit && ENDS_DOCUMENT.has(token.type) ? empty(token.line) : this.node(true, false);
    this.scanner.next();
    return root;
  }

  private directives(): void {
    let version = false;
    for (let token = this.scanner.next(); token.type === 'directive'; token = this.scanner.next()) {
      if (token.value === 'YAML') {
        if (version) this.fail('%YAML stands twice', token);
        if (token.suffix !== '1.1') this.fail(`%YAML ${token.suffix} is not read by kubectl. Allowed: 1.1`, token);
        version = true;
      } else {
        const [handle = '', prefix = ''] = token.suffix?.split(' ') ?? [];
        if (this.handles.has(handle)) this.fail(`%TAG ${handle} stands twice`, token);
        this.handles.set(handle, prefix);
      }
      this.scanner.skip();
    }
  }

  private node(block: boolean, indentless: boolean): YamlNode {
    const { scanner } = this;
    let token = scanner.next();
    const { line } = token;
    if (token.type === 'alias') {
      scanner.skip();
      const target = this.anchors.get(token.value);
      if (!target) return this.fail(`*${token.value} has no anchor &${token.value} before it`, token);
      return { kind: 'alias', line, name: token.value, target };
    }
    let anchor: string | undefined;
    let tag: string | undefined;
    while ((token.type === 'anchor' && anchor === undefined) || (token.type === 'tag' && tag === undefined)) {
      if (token.type === 'anchor') anchor = token.value;
      else tag = this.tagOf(token);
      scanner.skip();
      token = scanner.next();
    }
    if (token.type === 'scalar') {
      scanner.skip();
      const style = token.style ?? 'plain';
      return this.named(anchor, { kind: 'scalar', line, value: token.value, style, tag: tag ?? '' });
    }
    if (++this.depth > DEEPEST) this.fail(`more than ${DEEPEST} levels deep`, token);
    try {
      if (indentless && token.type === 'block-entry') return this.indentlessList(anchor);
      if (token.type === 'flow-sequence-start') return this.flowList(anchor);
      if (token.type === 'flow-mapping-start') return this.flowMap(anchor);
      if (block && token.type === 'block-sequence-start') return this.blockList(anchor);
      if (block && token.type === 'block-mapping-start') return this.blockMap(anchor);
    } finally {
      this.depth--;
    }
    if (anchor !== undefined || tag) return this.named(anchor, { ...empty(line), tag: tag ?? '' });
    return this.fail('a value is missing, or stands where none can be', token);
  }

  private tagOf({ value: handle, suffix = '', line }: Token): string {
    if (handle === '') return suffix;
    const prefix = this.handles.get(handle);
    if (prefix === undefined) throw new YamlProblem(`the tag handle ${handle} is not declared by a %TAG`, line);
    return prefix + suffix;
  }

  private named<T extends YamlNode>(anchor: string | undefined, node: T): T {
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  private blockList(anchor: string | undefined): ListNode {
    const node = this.named<ListNode>(anchor, { kind: 'list', line: this.scanner.next().line, items: [] });
    this.scanner.skip();
    for (;;) {
      const token = this.scanner.next();
      if (token.type === 'block-end') break;
      if (token.type !== 'block-entry') this.fail("did not find expected '-' indicator", token);
      this.scanner.skip();
      node.items.push(this.valueUnless(token, AFTER_BLOCK_ENTRY));
    }
    this.scanner.skip();
    return node;
  }

  private indentlessList(anchor: string | undefined): ListNode {
    const node = this.named<ListNode>(anchor, { kind: 'list', line: this.scanner.next().line, items: [] });
    for (let token = this.scanner.next(); token.type === 'block-entry'; token = this.scanner.next()) {
      this.scanner.skip();
      node.items.push(this.valueUnless(token, AFTER_INDENTLESS_ENTRY));
    }
    return node;
  }

  private valueUnless(before: Token, ends: ReadonlySet<TokenType>, indentless = false): YamlNode {
    return ends.has(this.scanner.next().type) ? empty(before.line) : this.node(true, indentless);
  }

  private blockMap(anchor: string | undefined): MapNode {
    const node = this.named<MapNode>(anchor, { kind: 'map', line: this.scanner.next().line, entries: [] });
    this.scanner.skip();
    for (;;) {
      const token = this.scanner.next();
      if (token.type === 'block-end') break;
      // A value without a key is an error of its own in libyaml: only a key begins an entry.
      if (token.type !== 'key') this.fail('did not find expected key: is a line indented wrongly?', token);
      this.scanner.skip();
      const key = this.valueUnless(token, AFTER_KEY, true);
      const sign = this.scanner.next();
      if (sign.type === 'value') {
        this.scanner.skip();
        node.entries.push({ key, value: this.valueUnless(sign, AFTER_KEY, true) });
      } else node.entries.push({ key, value: empty(sign.line) });
    }
    this.scanner.skip();
    return node;
  }

  private flowList(anchor: string | undefined): ListNode {
    const node = this.named<ListNode>(anchor, { kind: 'list', line: this.scanner.next().line, items: [] });
    this.scanner.skip();
    for (let first = true; this.scanner.next().type !== 'flow-sequence-end'; first = false) {
      if (!first) this.comma(']');
      const { type, line } = this.scanner.next();
      if (type === 'key') node.items.push(this.flowPair(line));
      else if (type !== 'flow-sequence-end') node.items.push(this.node(false, false));
      else break;
    }
    this.scanner.skip();
    return node;
  }

  /** `[key: value]` is a list of one map. */
  private flowPair(line: number): MapNode {
    this.scanner.skip();
    const key = this.flowPart('value', 'flow-sequence-end', true);
    return { kind: 'map', line, entries: [{ key, value: this.flowValue('flow-sequence-end') }] };
  }

  private flowMap(anchor: string | undefined): MapNode {
    const node = this.named<MapNode>(anchor, { kind: 'map', line: this.scanner.next().line, entries: [] });
    this.scanner.skip();
    for (let first = true; this.scanner.next().type !== 'flow-mapping-end'; first = false) {
      if (!first) this.comma('}');
      const { type, line } = this.scanner.next();
      if (type === 'key') {
        this.scanner.skip();
        const key = this.flowPart('value', 'flow-mapping-end');
        node.entries.push({ key, value: this.flowValue('flow-mapping-end') });
      } else if (type !== 'flow-mapping-end') {
        node.entries.push({ key: this.node(false, false), value: empty(line) });
      } else break;
    }
    this.scanner.skip();
    return node;
  }

  private flowValue(end: TokenType): YamlNode {
    if (this.scanner.next().type !== 'value') return empty(this.scanner.next().line);
    this.scanner.skip();
    return this.flowPart('flow-entry', end);
  }

  /** @param takes whether an empty key takes the token that it ends at, which go-yaml does in `[? , …]` */
  private flowPart(end: TokenType, otherEnd: TokenType, takes = false): YamlNode {
    const { type, line } = this.scanner.next();
    if (type !== end && type !== 'flow-entry' && type !== otherEnd) return this.node(false, false);
    if (takes) this.scanner.skip();
    return empty(line);
  }

  private comma(end: string): void {
    const token = this.scanner.next();
    if (token.type !== 'flow-entry') this.fail(`did not find expected ',' or '${end}'`, token);
    this.scanner.skip();
  }

  private fail(message: string, { line }: Token): never {
    throw new YamlProblem(message, line);
  }
}

const empty = (line: number): ScalarNode => ({ kind: 'scalar', line, value: '', style: 'plain', tag: '' });

const ENDS_DOCUMENT: ReadonlySet<TokenType> = new Set(['directive', 'document-start', 'document-end', 'stream-end']);
const AFTER_BLOCK_ENTRY: ReadonlySet<TokenType> = new Set(['block-entry', 'block-end']);
const AFTER_INDENTLESS_ENTRY: ReadonlySet<TokenType> = new Set(['block-entry', 'key', 'value', 'block-end']);
const AFTER_KEY: ReadonlySet<TokenType> = new Set(['key', 'value', 'block-end']);
