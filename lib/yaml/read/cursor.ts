import { CR, isBreak, LF } from './characters';
import { YamlProblem } from './problem';

/** A position in a text that goes forward only, with its line and column. */
export class Cursor {
  at = 0;
  /** From 1. */
  line = 1;
  private lineStart = 0;

  constructor(protected readonly text: string) {}

  /** Code of the character here, or `ahead` of here; 0 at the end. */
  peek(ahead = 0): number {
    const code = this.text.charCodeAt(this.at + ahead);
    return code === code ? code : 0; // NaN is not itself
  }

  /** Characters since the beginning of the line. */
  get column(): number {
    return this.at - this.lineStart;
  }

  /** A part of the text. */
  slice(from: number, to: number): string {
    return this.text.slice(from, to);
  }

  /** What was passed since `from`. */
  since(from: number): string {
    return this.text.slice(from, this.at);
  }

  /** Passes a line break and returns what it stands for: every break is a line feed but LS and PS. */
  lineBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return '';
    this.at += code === CR && this.peek(1) === LF ? 2 : 1;
    this.line++;
    this.lineStart = this.at;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** Passes spaces, and tabs. */
  blanks(): void {
    for (let code = this.peek(); code === 0x20 || code === 0x09; code = this.peek()) this.at++;
  }

  /** Passes a comment, up to its line break. */
  comment(): void {
    if (this.peek() !== 0x23) return;
    for (let code = this.peek(); code !== 0 && !isBreak(code); code = this.peek()) this.at++;
  }

  /** Whether `---` or `...` and a blank stand here, at the beginning of a line. */
  atDocumentIndicator(): boolean {
    if (this.at !== this.lineStart) return false;
    const code = this.peek();
    if ((code !== 0x2d && code !== 0x2e) || this.peek(1) !== code || this.peek(2) !== code) return false;
    const next = this.peek(3);
    return next === 0 || next === 0x20 || next === 0x09 || isBreak(next);
  }

  fail(message: string, line = this.line): never {
    throw new YamlProblem(message, line);
  }
}
