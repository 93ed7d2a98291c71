import type ts from 'typescript';
import type { Compiler } from './env-reads';

/** A parameter of a construct's constructor behind scope and id. */
export interface Parameter {
  readonly name: string;
  readonly type: ts.Type;
  readonly isOptional: boolean;
  /** What a call in the project gives for it. */
  readonly given?: ts.Expression;
  /** What the constructor takes where a prop is not given, by the prop's name. */
  readonly defaults: ReadonlyMap<string, ts.Expression>;
}

/** A class of constructs, as its types and the calls in the project say. */
export interface ClassShape {
  readonly checker: ts.TypeChecker;
  readonly declaration: ts.ClassDeclaration;
  readonly isExported: boolean;
  /** Whether it is a Chart, which stands in an App. */
  readonly isChart: boolean;
  /** The id of the call that was found. */
  readonly id?: string;
  readonly parameters: readonly Parameter[];
  /** `src/my-chart.ts:12`. */
  readonly at: string;
}

/**
 * Finds a class and a call that makes one.
 * @throws when the file has no such class, or its constructor takes no scope and id
 */
export function classShape(compiler: Compiler, program: ts.Program, file: string, name: string): ClassShape {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const classes: ts.ClassDeclaration[] = [];
  visit(compiler, source, (node) => {
    if (compiler.isClassDeclaration(node) && node.name) classes.push(node);
  });
  const declaration = classes.find((one) => one.name?.text === name);
  if (!source || !declaration)
    throw new Error(
      `${file} has no class ${name}. It has: ${classes.map((one) => one.name?.text).join(', ') || 'none'}.`,
    );
  const { line } = source.getLineAndCharacterOfPosition(declaration.getStart(source));
  const at = `${file}:${line + 1}`;
  const symbol = checker.getSymbolAtLocation(declaration.name ?? declaration);
  const [signature] = symbol ? checker.getTypeOfSymbolAtLocation(symbol, declaration).getConstructSignatures() : [];
  const all = signature?.getParameters() ?? [];
  if (all.length < 2)
    throw new Error(
      `${at}: the constructor of ${name} takes no scope and id, so it is no construct. Write the chart by hand: defineChart.`,
    );
  const defaults = defaultsIn(compiler, declaration);
  const call = findCall(compiler, program, name);
  const [, id] = call?.arguments ?? [];
  return {
    checker,
    declaration,
    at,
    isChart: extendsChart(compiler, checker, declaration),
    isExported: declaration.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.ExportKeyword) ?? false,
    ...(id && compiler.isStringLiteralLike(id) && { id: id.text }),
    parameters: all.slice(2).map((one, i) => {
      const node = one.valueDeclaration as ts.ParameterDeclaration | undefined;
      return {
        name: node && compiler.isIdentifier(node.name) ? one.name : 'props',
        type: checker.getTypeOfSymbolAtLocation(one, declaration),
        isOptional: node !== undefined && (node.questionToken !== undefined || node.initializer !== undefined),
        given: call?.arguments?.[i + 2],
        defaults,
      };
    }),
  };
}

/** Whether cdk8s' Chart is among the classes that a class extends. */
function extendsChart(compiler: Compiler, checker: ts.TypeChecker, declaration: ts.ClassLikeDeclaration): boolean {
  const parent = declaration.heritageClauses?.find(({ token }) => token === compiler.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const symbol = parent && checker.getTypeAtLocation(parent).getSymbol();
  if (!symbol) return parent?.expression.getText().endsWith('Chart') ?? false;
  if (symbol.name === 'Chart') return true;
  const above = symbol.declarations?.find(compiler.isClassLike);
  return above !== undefined && extendsChart(compiler, checker, above);
}

/** `{ replicas = 2 }` and `props.replicas ?? 2` in a constructor. */
function defaultsIn(compiler: Compiler, declaration: ts.ClassDeclaration): Map<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  visit(compiler, declaration.members.find(compiler.isConstructorDeclaration), (node) => {
    if (compiler.isBindingElement(node) && node.initializer) {
      const key = node.propertyName ?? node.name;
      if (compiler.isIdentifier(key)) found.set(key.text, node.initializer);
    }
    if (!compiler.isBinaryExpression(node) || node.operatorToken.kind !== compiler.SyntaxKind.QuestionQuestionToken)
      return;
    if (compiler.isPropertyAccessExpression(node.left) && compiler.isIdentifier(node.left.expression))
      found.set(node.left.name.text, node.right);
  });
  return found;
}

/** The first `new Name(…)` of the project's own code; one outside of tests where there is one. */
function findCall(compiler: Compiler, program: ts.Program, name: string): ts.NewExpression | undefined {
  const found: { readonly call: ts.NewExpression; readonly isTest: boolean }[] = [];
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || source.fileName.includes('/node_modules/') || !source.text.includes(name)) continue;
    visit(compiler, source, (node) => {
      if (compiler.isNewExpression(node) && compiler.isIdentifier(node.expression) && node.expression.text === name)
        found.push({ call: node, isTest: /\b(tests?|spec|e2e)\b/.test(source.fileName) });
    });
  }
  return (found.find(({ isTest }) => !isTest) ?? found[0])?.call;
}

function visit(compiler: Compiler, node: ts.Node | undefined, look: (node: ts.Node) => void): void {
  if (!node) return;
  look(node);
  compiler.forEachChild(node, (child) => visit(compiler, child, look));
}
