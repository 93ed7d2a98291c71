import { blockScalar } from './block-scalar';
import { canBeginPlain, isBlankOrEnd, isBreak } from './characters';
import { Cursor } from './cursor';
import { plainScalar, quotedScalar } from './flow-scalar';
import { noKey, type SimpleKey } from './simple-key';
import { scanAnchor, scanDirective, scanTag } from './tag';
import type { Token, TokenType } from './token';

/** Deeper collections are refused, before the stack of calls ends. go-yaml allows 10,000. */
export const DEEPEST = 1000;

/** Longest `key` before its `:` (YAML 1.1, 9.1.3). */
const LONGEST_SIMPLE_KEY = 1024;

/**
 * Cuts YAML into tokens, as libyaml does (go-yaml's `scannerc.go`): indentation becomes tokens that begin and end
 * collections, and a `:` makes a key of what was read before it.
 */
export class Scanner extends Cursor {
  private readonly tokens: Token[] = [];
  private head = 0;
  private taken = 0;
  private ended = false;
  private indent = -1;
  private readonly indents: number[] = [];
  private flowLevel = 0;
  private keyAllowed = true;
  /** What may be a key in the innermost flow collection, and in those around it. */
  private key = noKey();
  private readonly outerKeys: SimpleKey[] = [];

  /** The next token, which stays. */
  next(): Token {
    for (;;) {
      const token = this.tokens[this.head];
      if (token && !this.mayBecomeKey()) return token;
      this.fetch();
    }
  }

  /** Takes the next token away. */
  skip(): void {
    this.next();
    this.head++;
    this.taken++;
    if (this.head === this.tokens.length) {
      this.tokens.length = 0;
      this.head = 0;
    }
  }

  /** Whether the next token is a key as soon as a `:` is found. */
  private mayBecomeKey(): boolean {
    if (this.ended) return false;
    // Asked of every token: no function is made here.
    if (this.isNext(this.key)) return this.isAlive(this.key);
    for (let i = this.outerKeys.length - 1; i >= 0; i--) {
      const key = this.outerKeys[i];
      if (key !== undefined && this.isNext(key)) return this.isAlive(key);
    }
    return false;
  }

  private isNext({ possible, awaited, token }: SimpleKey): boolean {
    return possible && awaited && token === this.taken;
  }

  private isAlive(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.line === this.line && key.at + LONGEST_SIMPLE_KEY >= this.at) return true;
    if (key.required) this.fail("could not find expected ':'", key.line);
    key.possible = false;
    return false;
  }

  private fetch(): void {
    this.toNextToken();
    this.unrollTo(this.column);
    const code = this.peek();
    if (code === 0) return this.fetchEnd();
    if (code === 0x25 && this.column === 0) return this.fetchDirective();
    if (this.atDocumentIndicator()) return this.fetchDocument(code === 0x2d ? 'document-start' : 'document-end');
    const next = this.peek(1);
    switch (code) {
      case 0x5b: // [
        return this.openFlow('flow-sequence-start');
      case 0x7b: // {
        return this.openFlow('flow-mapping-start');
      case 0x5d: // ]
        return this.closeFlow('flow-sequence-end');
      case 0x7d: // }
        return this.closeFlow('flow-mapping-end');
      case 0x2c: // ,
        this.dropKey();
        this.keyAllowed = true;
        return this.indicator('flow-entry');
      case 0x2d: // -
        if (isBlankOrEnd(next)) return this.fetchBlockEntry();
        break;
      case 0x3f: // ?
        if (this.flowLevel > 0 || isBlankOrEnd(next)) return this.fetchKey();
        break;
      case 0x3a: // :
        if (this.flowLevel > 0 || isBlankOrEnd(next)) return this.fetchValue();
        break;
      case 0x2a: // *
      case 0x26: // &
        this.saveKey();
        this.keyAllowed = false;
        return this.push(code === 0x2a ? 'alias' : 'anchor', this.line, scanAnchor(this));
      case 0x21: // !
        return this.fetchTag();
      case 0x7c: // |
      case 0x3e: // >
        if (this.flowLevel === 0) return this.fetchBlockScalar(code === 0x7c);
        break;
      case 0x27: // '
      case 0x22: // "
        return this.fetchQuoted(code);
    }
    if (!canBeginPlain(code, next, this.flowLevel > 0)) {
      this.fail(`${String.fromCharCode(code)} can't begin a value: put the text in quotes`.replace('\t', 'a tab'));
    }
    this.saveKey();
    this.keyAllowed = false;
    const { line } = this;
    const { value, broken } = plainScalar(this, this.indent + 1, this.flowLevel > 0);
    if (broken) this.keyAllowed = true;
    this.push('scalar', line, value, 'plain');
  }

  /** Passes blanks, comments and line breaks. A tab is a blank only where no indentation can be meant. */
  private toNextToken(): void {
    for (;;) {
      for (let code = this.peek(); code === 0x20 || (code === 0x09 && this.mayTab()); code = this.peek()) this.at++;
      this.comment();
      if (!isBreak(this.peek())) return;
      this.lineBreak();
      if (this.flowLevel === 0) this.keyAllowed = true;
    }
  }

  private mayTab(): boolean {
    return this.flowLevel > 0 || !this.keyAllowed;
  }

  private fetchEnd(): void {
    this.unrollTo(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.ended = true;
    this.push('stream-end', this.line);
  }

  private fetchDirective(): void {
    this.unrollTo(-1);
    this.dropKey();
    this.keyAllowed = false;
    const { line } = this;
    const { name, value, suffix } = scanDirective(this);
    this.tokens.push({ type: 'directive', line, value: name, suffix: name === 'YAML' ? value : `${value} ${suffix}` });
  }

  private fetchDocument(type: TokenType): void {
    this.unrollTo(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.at += 2;
    this.indicator(type);
  }

  private openFlow(type: TokenType): void {
    this.saveKey();
    this.outerKeys.push(this.key);
    this.key = { ...noKey(), token: this.tokenNumber() };
    if (++this.flowLevel > DEEPEST) this.fail(`more than ${DEEPEST} levels deep`);
    this.keyAllowed = true;
    this.indicator(type);
  }

  private closeFlow(type: TokenType): void {
    this.dropKey();
    if (this.flowLevel > 0) {
      this.flowLevel--;
      const { token } = this.key;
      this.key = this.outerKeys.pop() ?? noKey();
      if (this.key.token === token) this.key.awaited = false;
    }
    this.keyAllowed = false;
    this.indicator(type);
  }

  private fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) this.fail('a list item - stands where no list can begin');
      this.rollTo(this.column, 'block-sequence-start');
    }
    this.dropKey();
    this.keyAllowed = true;
    this.indicator('block-entry');
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) this.fail('a key stands where no map can begin');
      this.rollTo(this.column, 'block-mapping-start');
    }
    this.dropKey();
    this.keyAllowed = this.flowLevel === 0;
    this.indicator('key');
  }

  private fetchValue(): void {
    const { key } = this;
    if (this.isAlive(key)) {
      const place = key.token < this.taken ? this.tokens.length : this.head + key.token - this.taken;
      this.tokens.splice(place, 0, { type: 'key', line: key.line, value: '' });
      this.rollTo(key.column, 'block-mapping-start', place, key.line);
      key.possible = false;
      this.keyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.keyAllowed)
          this.fail("a second ': ' in one line, or a value where no map can begin: put the text in quotes");
        this.rollTo(this.column, 'block-mapping-start');
      }
      this.keyAllowed = this.flowLevel === 0;
    }
    this.indicator('value');
  }

  private fetchTag(): void {
    this.saveKey();
    this.keyAllowed = false;
    const { line } = this;
    const { handle, suffix } = scanTag(this);
    this.tokens.push({ type: 'tag', line, value: handle, suffix });
  }

  private fetchBlockScalar(literal: boolean): void {
    this.dropKey();
    this.keyAllowed = true;
    const { line } = this;
    const value = blockScalar(this, this.indent, literal);
    this.push('scalar', line, value, literal ? 'literal' : 'folded');
  }

  private fetchQuoted(quote: 0x22 | 0x27): void {
    this.saveKey();
    this.keyAllowed = false;
    const { line } = this;
    const value = quotedScalar(this, quote);
    this.push('scalar', line, value, quote === 0x22 ? 'double' : 'single');
  }

  private indicator(type: TokenType): void {
    const { line } = this;
    this.at++;
    this.push(type, line);
  }

  private push(type: TokenType, line: number, value = '', style?: Token['style']): void {
    this.tokens.push({ type, line, value, style });
  }

  private saveKey(): void {
    if (!this.keyAllowed) return;
    this.dropKey();
    const { key } = this;
    key.possible = true;
    key.required = this.flowLevel === 0 && this.indent === this.column;
    key.awaited = true;
    key.token = this.tokenNumber();
    key.at = this.at;
    key.line = this.line;
    key.column = this.column;
  }

  /** Number of the token that is pushed next. */
  private tokenNumber(): number {
    return this.taken + this.tokens.length - this.head;
  }

  private dropKey(): void {
    const { key } = this;
    if (key.possible && key.required) this.fail("could not find expected ':'", key.line);
    key.possible = false;
  }

  /** Begins a collection at a column that is deeper than the one around it. */
  private rollTo(column: number, type: TokenType, place = this.tokens.length, line = this.line): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    if (this.indents.length > DEEPEST) this.fail(`more than ${DEEPEST} levels deep`);
    this.indent = column;
    this.tokens.splice(place, 0, { type, line, value: '' });
  }

  /** Ends the collections that are deeper than a column. */
  private unrollTo(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.push('block-end', this.line);
      this.indent = this.indents.pop() ?? -1;
    }
  }
}
