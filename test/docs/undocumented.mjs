// What the library exports without saying what it is: names of exports, `Export.member` for what they have.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Entry points of the package. */
const ENTRIES = ['lib/index.ts', 'lib/apps/charts.ts', 'lib/chart-values/index.ts'];

/** Names that have no words of their own, but tags or nothing. */
export function undocumented() {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ENTRIES }, ts.sys, root);
  const program = ts.createProgram(
    ENTRIES.map((file) => path.join(root, file)),
    options,
  );
  const checker = program.getTypeChecker();
  const found = new Set();
  const isOurs = (symbol) =>
    symbol.declarations?.some((one) => one.getSourceFile().fileName.startsWith(path.join(root, 'lib')));
  const tags = (symbol) => symbol.getJsDocTags(checker).map(({ name }) => name);
  const says = (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== '';
  const isHidden = (symbol) =>
    tags(symbol).includes('internal') ||
    symbol.name.startsWith('__') ||
    symbol.declarations?.some((one) => ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Private);
  const target = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const isNamespace = (symbol) => (symbol.flags & ts.SymbolFlags.Module) !== 0;
  /** Members that are declared where the export is; what is inherited is another's. */
  const membersOf = (symbol) =>
    isNamespace(symbol)
      ? checker.getExportsOfModule(symbol)
      : [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
  for (const entry of ENTRIES) {
    const source = program.getSourceFile(path.join(root, entry));
    for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(source))) {
      const visit = (given, name, depth) => {
        const one = target(given);
        if (!isOurs(one) || isHidden(one) || one.flags & ts.SymbolFlags.TypeParameter) return;
        if (!isNamespace(one) && !says(one))
          found.add(`${name}${process.argv.includes('--where') ? `  ${where(one)}` : ''}`);
        if (depth === 0) return;
        for (const member of membersOf(one)) {
          if (member.name !== 'prototype')
            visit(member, `${name}.${member.name}`, isNamespace(one) ? depth : depth - 1);
        }
      };
      visit(exported, exported.name, 1);
    }
  }
  return [...found];
}

function where(symbol) {
  const [one] = symbol.declarations;
  const file = one.getSourceFile();
  return `${path.relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(one.getStart()).line + 1}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(undocumented().join('\n'));
