import type ts from 'typescript';

/** The TypeScript compiler, of the project whose code is read. */
export type Compiler = typeof ts;

/** A place where code reads a variable of the environment. */
export interface EnvRead {
  readonly variable: string;
  /** `src/config.ts:12`. */
  readonly at: string;
  /** What stands for it where it is not set. */
  readonly default?: string;
  /** What the code makes of the text. */
  readonly as: 'text' | 'number' | 'boolean';
}

/** Reads of `process.env` in a module: `process.env.X`, `process.env['X']`, `const { X = 'a' } = process.env`, `env.X`. */
export function envReads(compiler: Compiler, file: string, text: string): EnvRead[] {
  const source = compiler.createSourceFile(file, text, compiler.ScriptTarget.Latest, true);
  const names = new Set<string>();
  const reads: EnvRead[] = [];
  const add = (variable: string, node: ts.Node, rest: Pick<EnvRead, 'as' | 'default'>): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    reads.push({ variable, at: `${file}:${line + 1}`, ...rest });
  };
  const isEnv = (node: ts.Node): boolean =>
    (compiler.isPropertyAccessExpression(node) &&
      node.name.text === 'env' &&
      node.expression.getText(source) === 'process') ||
    (compiler.isIdentifier(node) && names.has(node.text));
  const visit = (node: ts.Node): void => {
    if (compiler.isImportDeclaration(node) && /^['"](node:)?process['"]$/.test(node.moduleSpecifier.getText(source))) {
      const named = node.importClause?.namedBindings;
      if (named && compiler.isNamedImports(named))
        for (const one of named.elements) if ((one.propertyName ?? one.name).text === 'env') names.add(one.name.text);
    }
    if (compiler.isVariableDeclaration(node) && node.initializer && isEnv(node.initializer)) {
      if (compiler.isIdentifier(node.name)) names.add(node.name.text);
      else if (compiler.isObjectBindingPattern(node.name))
        for (const one of node.name.elements) {
          const key = one.propertyName ?? one.name;
          if (!one.dotDotDotToken && compiler.isIdentifier(key))
            add(key.text, one, { as: 'text', default: literalOf(compiler, one.initializer) });
        }
    }
    const variable = variableOf(compiler, node, isEnv);
    if (variable !== undefined) add(variable, node, useOf(compiler, node));
    compiler.forEachChild(node, visit);
  };
  visit(source);
  return reads;
}

function variableOf(compiler: Compiler, node: ts.Node, isEnv: (node: ts.Node) => boolean): string | undefined {
  if (compiler.isPropertyAccessExpression(node) && isEnv(node.expression)) return node.name.text;
  if (!compiler.isElementAccessExpression(node) || !isEnv(node.expression)) return undefined;
  return compiler.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

const NUMBERS = new Set(['Number', 'parseInt', 'parseFloat', 'Number.parseInt', 'Number.parseFloat']);
const TRUTHS = /^(true|false)$/i;

/** What the code around a read does with it. */
function useOf(compiler: Compiler, read: ts.Node): Pick<EnvRead, 'as' | 'default'> {
  let [node, as, otherwise]: [ts.Node, EnvRead['as'], string | undefined] = [read, 'text', undefined];
  for (let { parent } = node; ; [node, parent] = [parent, parent.parent]) {
    if (
      compiler.isParenthesizedExpression(parent) ||
      compiler.isAsExpression(parent) ||
      compiler.isNonNullExpression(parent)
    )
      continue;
    if (compiler.isBinaryExpression(parent) && parent.left === node) {
      const operator = parent.operatorToken.kind;
      const {
        QuestionQuestionToken,
        BarBarToken,
        EqualsEqualsEqualsToken,
        EqualsEqualsToken,
        ExclamationEqualsEqualsToken,
      } = compiler.SyntaxKind;
      if (operator === QuestionQuestionToken || operator === BarBarToken) {
        otherwise ??= literalOf(compiler, parent.right);
        continue;
      }
      const comparisons = [EqualsEqualsEqualsToken, EqualsEqualsToken, ExclamationEqualsEqualsToken] as ts.SyntaxKind[];
      if (comparisons.includes(operator) && TRUTHS.test(literalOf(compiler, parent.right) ?? '')) as = 'boolean';
    } else if (compiler.isCallExpression(parent) && parent.arguments[0] === node) {
      if (NUMBERS.has(parent.expression.getText())) {
        as = 'number';
        continue;
      }
    } else if (compiler.isPrefixUnaryExpression(parent) && parent.operator === compiler.SyntaxKind.PlusToken) {
      as = 'number';
      continue;
    }
    return { as, default: otherwise };
  }
}

function literalOf(compiler: Compiler, node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (compiler.isStringLiteralLike(node) || compiler.isNumericLiteral(node)) return node.text;
  if (node.kind === compiler.SyntaxKind.TrueKeyword) return 'true';
  return node.kind === compiler.SyntaxKind.FalseKeyword ? 'false' : undefined;
}
