import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');

/** What tsc says of sources that lie in the repository's root in thought alone. @param sources text by file name */
export function typeErrors(sources: ReadonlyMap<string, string>): string[] {
  const files = new Map([...sources].map(([file, code]) => [path.join(ROOT, file), code]));
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (f) => ts.sys.readFile(f));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  Object.assign(options, { noEmit: true, types: ['node'], noUnusedLocals: false });
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.getSourceFile = (name, ...rest) => {
    const code = files.get(name);
    return code === undefined
      ? disk.getSourceFile(name, ...rest)
      : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
  };
  host.fileExists = (name) => files.has(name) || disk.fileExists(name);
  host.readFile = (name) => files.get(name) ?? disk.readFile(name);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host))
    .filter((diagnostic) => diagnostic.file && files.has(diagnostic.file.fileName))
    .map(({ file, messageText }) => {
      const name = path.relative(ROOT, file?.fileName ?? '');
      return `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
}
