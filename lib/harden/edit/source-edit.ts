import type ts from 'typescript';
import { layOut, type Code } from '../../adopt/code/code';
import { placeInWorkload } from '../../adopt/code/forms/workload-form';
import { memberKey } from '../../adopt/code/text';
import { SameAs, type Edit, type FieldEdit, type ObjectEdit, type Written } from '../question';
import { codeOf } from './written-code';

/** The TypeScript compiler, of the project whose code is edited. */
export type Compiler = typeof ts;

/** As prettier is set in a project; and how many members stand on one line. */
const WIDTH = 120;
const MOST_IN_LINE = 5;

/** Files by path, text of each. */
export type Files = ReadonlyMap<string, string>;

/** Where a construct is made: `new Kube.Deployment(scope, 'web', { … })`. */
interface Construction {
  readonly file: string;
  readonly source: ts.SourceFile;
  readonly call: ts.NewExpression;
  readonly fields: ts.ObjectLiteralExpression;
  /** Whether it is a `Kube.Workload`, which has fields elsewhere than its object. */
  readonly isWorkload: boolean;
  /** Whether code is written behind it, where its own constant is known. */
  readonly isBehind?: true;
}

/** Edits code of constructs of `Kube`. An edit whose place is not found is told, and changes nothing. */
export class SourceEditor {
  private readonly files: Map<string, string>;

  constructor(
    private readonly compiler: Compiler,
    files: Files,
  ) {
    this.files = new Map(files);
  }

  get edited(): Files {
    return this.files;
  }

  /** @returns whether it was done */
  apply(edit: Edit): boolean {
    for (;;) {
      const at = this.find('behind' in edit ? edit.behind : edit.id);
      if (!at) return false;
      const done = 'behind' in edit ? this.addObject(edit, at) : this.setField(edit, at);
      if (done !== 'again') return done;
    }
  }

  private find(id: string): Construction | undefined {
    for (const [file, text] of this.files) {
      if (!file.endsWith('.ts') || !text.includes(`'${id}'`)) continue;
      const source = this.compiler.createSourceFile(file, text, this.compiler.ScriptTarget.ES2022, true);
      const call = this.search(source, (node): node is ts.NewExpression => this.makes(node, id));
      const fields = call?.arguments?.[2];
      if (call && fields && this.compiler.isObjectLiteralExpression(fields)) {
        return { file, source, call, fields, isWorkload: call.expression.getText() === 'Kube.Workload' };
      }
    }
    return undefined;
  }

  private makes(node: ts.Node, id: string): boolean {
    if (!this.compiler.isNewExpression(node) || !node.expression.getText().startsWith('Kube.')) return false;
    const second = node.arguments?.[1];
    return second !== undefined && this.compiler.isStringLiteral(second) && second.text === id;
  }

  private search<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T | undefined {
    if (is(node)) return node;
    return this.compiler.forEachChild(node, (child) => this.search(child, is));
  }

  private setField(edit: FieldEdit, at: Construction): boolean | 'again' {
    const { value } = edit;
    const path = at.isWorkload ? placeInWorkload(edit.path) : edit.path;
    let object = at.fields;
    for (const [i, step] of path.entries()) {
      const rest = path.slice(i + 1);
      const member = this.member(object, step);
      if (!member) {
        if (rest.some((one) => one.startsWith('['))) return false;
        return this.insert(object, step, nested(rest, value), at) ? true : 'again';
      }
      let below: ts.Expression | undefined = member.initializer;
      if (rest.length === 0) {
        this.replace(at, below.getStart(), below.getEnd(), this.code(value, at, indentAt(at.source, below.getStart())));
        return true;
      }
      const item = rest[0]?.startsWith('[') ? rest[0].slice(1, -1) : undefined;
      if (item !== undefined) {
        below = this.item(below, item);
        if (!below || !this.compiler.isObjectLiteralExpression(below)) return false;
        return this.setField({ id: '', path: rest.slice(1), value }, { ...at, isWorkload: false, fields: below });
      }
      if (!this.compiler.isObjectLiteralExpression(below)) return false;
      object = below;
    }
    return false;
  }

  private member(object: ts.ObjectLiteralExpression, key: string): ts.PropertyAssignment | undefined {
    return object.properties.find(
      (one): one is ts.PropertyAssignment => this.compiler.isPropertyAssignment(one) && nameOf(one.name) === key,
    );
  }

  /** What a member is given: `labels` of `{ labels }`, too. */
  private valueOf(object: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
    const short = object.properties.find(
      (one): one is ts.ShorthandPropertyAssignment =>
        this.compiler.isShorthandPropertyAssignment(one) && one.name.text === key,
    );
    return short?.name ?? this.member(object, key)?.initializer;
  }

  /** The item that has a name, of a list or of a map by names; it may stand behind a condition. */
  private item(list: ts.Node, name: string): ts.ObjectLiteralExpression | undefined {
    if (this.compiler.isObjectLiteralExpression(list)) {
      const named = this.search(
        list,
        (node): node is ts.PropertyAssignment => this.compiler.isPropertyAssignment(node) && nameOf(node.name) === name,
      )?.initializer;
      return named && this.compiler.isObjectLiteralExpression(named) ? named : undefined;
    }
    return this.search(list, (node): node is ts.ObjectLiteralExpression => {
      if (!this.compiler.isObjectLiteralExpression(node)) return false;
      const own = this.member(node, 'name')?.initializer;
      return own !== undefined && this.compiler.isStringLiteral(own) && own.text === name;
    });
  }

  /** Adds a member behind the others. @returns false where an object around it was laid out first, on several lines */
  private insert(object: ts.ObjectLiteralExpression, key: string, value: Written, at: Construction): boolean {
    const { source } = at;
    const open = object.getStart();
    const several =
      source.getLineAndCharacterOfPosition(open).line < source.getLineAndCharacterOfPosition(object.getEnd()).line;
    if (!several && this.insertInLine(object, key, value, at)) return true;
    const around = several ? object : this.outermostInLine(object);
    if (around !== object) {
      const outer = indentAt(source, around.getStart());
      const own = around.properties.map((one) => `${' '.repeat(outer + 2)}${one.getText()},\n`).join('');
      this.replace(at, around.getStart(), around.getEnd(), `{\n${own}${' '.repeat(outer)}}`);
      return false;
    }
    const list = object.parent;
    const alone =
      this.compiler.isArrayLiteralExpression(list) && lineOf(source, list.getStart()) === lineOf(source, open);
    if (alone && !several) {
      const outer = indentAt(source, list.getStart());
      const members = this.members(object, key, value, at, outer + 2);
      this.replace(at, list.getStart(), list.getEnd(), `[\n${' '.repeat(outer + 2)}${members},\n${' '.repeat(outer)}]`);
      return true;
    }
    const indent = indentAt(source, several ? object.getEnd() - 1 : open);
    if (!several) {
      this.replace(at, open, object.getEnd(), this.members(object, key, value, at, indent));
      return true;
    }
    const pad = ' '.repeat(indent + 2);
    const last = object.properties.at(-1);
    const end = last?.getEnd() ?? open + 1;
    const comma = last && !object.properties.hasTrailingComma ? ',' : '';
    const after = object.properties.hasTrailingComma ? source.text.indexOf(',', end) + 1 : end;
    this.replace(
      at,
      after,
      after,
      `${comma}\n${pad}${memberKey(key)}: ${this.code(value, at, indent + 2, memberKey(key).length + 2)}${object.properties.hasTrailingComma || comma ? ',' : ''}`,
    );
    return true;
  }

  /** Adds a member to an object on one line, if the line stays short enough. */
  private insertInLine(object: ts.ObjectLiteralExpression, key: string, value: Written, at: Construction): boolean {
    const code = this.code(value, at, 0);
    const own = object.properties.map((one) => one.getText());
    const text = `{ ${[...own, `${memberKey(key)}: ${code}`].join(', ')} }`;
    const line = lineOf(at.source, object.getStart());
    const length = (at.source.text.split('\n')[line] ?? '').length - object.getText().length + text.length;
    if (code.includes('\n') || length > WIDTH || own.length >= MOST_IN_LINE) return false;
    this.replace(at, object.getStart(), object.getEnd(), text);
    return true;
  }

  /** The outermost object that stands on one line with another one in it. */
  private outermostInLine(object: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression {
    const line = lineOf(object.getSourceFile(), object.getStart());
    let outermost = object;
    for (let node: ts.Node = object; lineOf(object.getSourceFile(), node.getStart()) === line; node = node.parent) {
      const whole = lineOf(object.getSourceFile(), node.getEnd()) === line;
      if (whole && this.compiler.isObjectLiteralExpression(node)) outermost = node;
      if (!node.parent) break;
    }
    return outermost;
  }

  private members(
    object: ts.ObjectLiteralExpression,
    key: string,
    value: Written,
    at: Construction,
    indent: number,
  ): string {
    const pad = ' '.repeat(indent + 2);
    const own = object.properties.map((one) => `${pad}${one.getText()},\n`).join('');
    const more = `${pad}${memberKey(key)}: ${this.code(value, at, indent + 2, memberKey(key).length + 2)},\n`;
    return `{\n${own}${more}${' '.repeat(indent)}}`;
  }

  private addObject({ id, kind, fields }: ObjectEdit, at: Construction): boolean {
    const { source, call } = at;
    const statement = this.statementOf(call);
    if (!statement) return false;
    const indent = indentAt(source, statement.getStart());
    const head = `new Kube.${kind}(scope, '${id}', `;
    const code = this.code(fields, { ...at, isBehind: true }, indent, head.length);
    this.replace(at, statement.getEnd(), statement.getEnd(), `\n\n${' '.repeat(indent)}${head}${code});`);
    return true;
  }

  private statementOf(node: ts.Node): ts.Node | undefined {
    if (this.compiler.isExpressionStatement(node) || this.compiler.isVariableStatement(node)) return node;
    return node.parent && this.statementOf(node.parent);
  }

  private code(value: Written, at: Construction, indent: number, behind = 0): string {
    return layOut(
      codeOf(value, (same) => this.sameCode(same, at)),
      indent,
      indent + behind,
    );
  }

  private sameCode({ path, value }: SameAs, at: Construction): Code {
    if (at.isWorkload && path.includes('selector')) {
      const { parent } = at.call;
      const variable = at.isBehind && this.compiler.isVariableDeclaration(parent) && parent.name.getText();
      if (variable) return { sort: 'atom', text: `${variable}.selector` };
      if (!this.member(at.fields, 'selector')) return this.sameCode(new SameAs(['labels'], value), at);
    }
    let object: ts.Expression | undefined = at.fields;
    for (const key of at.isWorkload ? placeInWorkload(path) : path) {
      object = object && this.compiler.isObjectLiteralExpression(object) ? this.valueOf(object, key) : undefined;
    }
    const text = object?.getText();
    return text === undefined || text.includes('\n')
      ? codeOf(value, () => ({ sort: 'atom', text: '{}' }))
      : { sort: 'atom', text };
  }

  private replace({ file, source }: Construction, start: number, end: number, text: string): void {
    this.files.set(file, source.text.slice(0, start) + text + source.text.slice(end));
  }
}

/** The value with maps around it: `{ requests: { cpu } }`. */
function nested(path: readonly string[], value: Written): Written {
  const [key, ...rest] = path;
  return key === undefined ? value : { [key]: nested(rest, value) };
}

const nameOf = (name: ts.PropertyName): string => ('text' in name ? String(name.text) : name.getText());

const lineOf = (source: ts.SourceFile, position: number): number => source.getLineAndCharacterOfPosition(position).line;

/** Spaces that the line of a position begins with. */
function indentAt(source: ts.SourceFile, position: number): number {
  const start = source.getPositionOfLineAndCharacter(lineOf(source, position), 0);
  return /^ */.exec(source.text.slice(start))?.[0].length ?? 0;
}
