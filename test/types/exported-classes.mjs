// Exported classes that anything would do for: no instance has a member that TypeScript sees, `@internal` ones aside,
// which the declarations of the package do not have.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entries = (process.argv[2] ? [process.argv[2]] : ['lib/index.ts', 'lib/chart-values/index.ts']).map((file) =>
  path.resolve(root, file),
);
const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: entries }, ts.sys, root);
const program = ts.createProgram(entries, options);
const checker = program.getTypeChecker();

const isInternal = (symbol) => symbol.getJsDocTags(checker).some(({ name }) => name === 'internal');
const target = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
const isOptional = (symbol) => (symbol.flags & ts.SymbolFlags.Optional) !== 0;
const isStaticOnly = (symbol) =>
  !symbol.valueDeclaration.members.some((one) => ts.isConstructorDeclaration(one) || !isStatic(one));
const isStatic = (one) => (ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Static) !== 0;

const classes = entries
  .flatMap((entry) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry))))
  .map(target)
  .filter(({ flags }) => flags & ts.SymbolFlags.Class);
const loose = classes.filter((symbol) => {
  const members = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
  return !isStaticOnly(symbol) && !members.some((member) => !isInternal(member) && !isOptional(member));
});
console.log(JSON.stringify({ classes: classes.length, loose: loose.map(({ name }) => name) }));
