import fs from 'node:fs';
import path from 'node:path';
import type ts from 'typescript';
import { classAdapterCode, type ClassAdapter, type ClassParameter } from '../adopt/entry/class-adapter';
import { classShape, type Parameter } from '../adopt/entry/class-shape';
import { PropReader, type LeftProp, type PropValue } from '../adopt/entry/prop-values';
import type { Compiler } from '../adopt/entry/env-reads';
import { likelyName } from '../new/project-name';
import { importPath, projectFolder, type AdoptEntryOptions, type AdoptedEntry } from './adopt-entry';
import { makesApp } from './observe-entry';
import { hasOwnCdk8s } from './one-cdk8s';
import { compilerOf } from './project-compiler';
import { tryValues, type Taken } from './try-values';

/**
 * Makes an adapter for a class of constructs: a module that exports a chart whose values are the class's props, by their types. The
 * defaults are what a call in the project gives.
 * @throws when there is no such class, or a prop that has to be given can't be a value; nothing is written then
 */
export async function adoptClass(entry: string, className: string, options: AdoptEntryOptions): Promise<AdoptedEntry> {
  const folder = projectFolder(entry);
  const file = options.output ?? path.join(folder, `${likelyName(kebab(className))}.chart.ts`);
  if (fs.existsSync(file)) throw new Error(`There is a file ${file} already. Name another one: --output FILE.`);
  const compiler = compilerOf(folder);
  const full = path.resolve(entry);
  const program = compiler.createProgram(sourcesBelow(folder, full), compilerOptions(compiler, folder));
  const shape = classShape(compiler, program, full, className);
  const isOwn = (source: string): boolean => !source.includes('/node_modules/');
  const reader = new PropReader(compiler, shape.checker, shape.declaration, isOwn);
  const parameters = shape.parameters.map((parameter) => read(compiler, reader, parameter));
  const left: string[] = [];
  for (const one of parameters.flatMap(({ props }) => props))
    if (!('schemas' in one) && one.fixed === undefined) {
      if (one.isRequired)
        throw new Error(
          `${shape.at}: the prop '${one.name}' of ${className} is a ${one.type}, which no value can be. Write the adapter by hand: \`build: (scope, values) => void new ${className}(scope, 'id', { ${one.name}: … })\`.`,
        );
      left.push(`'${one.name}' is a ${one.type}, which no value can be: left out.`);
    }
  const name = options.name ?? (likelyName(shape.id ?? '') || likelyName(kebab(className)));
  const adapterOf = (taken: readonly Taken<PropValue>[]): ClassAdapter => ({
    name,
    className,
    id: shape.id ?? name,
    module: importPath(path.dirname(file), full),
    byRunning,
    scope: !hasOwnCdk8s(folder) ? 'scope' : shape.isChart ? 'new App()' : 'new Chart(new App(), …)',
    description: `${className} of ${path.relative(folder, full)}.`,
    parameters: parameters.map((one) => chosen(one, taken)),
  });
  const byRunning = !shape.isExported || (await makesApp(full, folder, options.env));
  const importOf = (source: string): string => {
    const inPackage = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source);
    return inPackage?.[1] ?? importPath(path.dirname(file), source);
  };
  const codeOf = (taken: readonly Taken<PropValue>[]): string => classAdapterCode(adapterOf(taken), importOf);
  try {
    const candidates = parameters.flatMap(({ props }) => props.filter((one): one is PropValue => 'schemas' in one));
    const taken = await tryValues(file, candidates, codeOf, (candidate, reason) => {
      if (candidate.isRequired && candidate.fixed === undefined) throw reason;
      left.push(
        `'${candidate.name}' is no value${candidate.fixed === undefined ? '' : `, it stays ${candidate.fixed}`}: ${reason.message}`,
      );
    });
    const text = codeOf(taken);
    fs.writeFileSync(file, text);
    const report = [
      `Wrote ${file}; the code that it takes stays as it is.`,
      `${name}: ${className}, ${shape.at}`,
      ...taken.map(({ of, schema }) => `  ${of.name}: ${schema}${of.end}   ${of.description}`),
      ...left.map((one) => `Note: ${one}`),
      'What types cannot tell (bounds, patterns) is a proposal: look at the values once.',
      `Next: chartwright package --charts ${path.relative(process.cwd(), file)}`,
    ].join('\n');
    return { file, lines: text.split('\n').filter((line) => line.trim() !== '').length, report, isEqual: true };
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  }
}

interface ReadParameter {
  readonly sort: ClassParameter['sort'];
  readonly props: readonly (PropValue | LeftProp)[];
}

function read(
  compiler: Compiler,
  reader: PropReader,
  { name, type, isOptional, given, defaults }: Parameter,
): ReadParameter {
  const isObject = (type.flags & compiler.TypeFlags.Object) !== 0 || type.isIntersection() || type.isUnion();
  const props = isObject ? reader.read(type, given, defaults) : [];
  if (props.length > 0 || (isObject && type.getProperties().length > 0 && !type.isUnion()))
    return { sort: 'props', props };
  return { sort: 'value', props: [reader.value(name, type, isOptional, given, '')] };
}

/** A parameter with the values that were taken; the rest is what the call in the project gives. */
function chosen({ sort, props }: ReadParameter, taken: readonly Taken<PropValue>[]): ClassParameter {
  const values = taken.filter(({ of }) => props.includes(of)).map(({ of, schema }) => ({ value: of, schema }));
  const rest = props.filter((one) => !values.some(({ value }) => value === one));
  return {
    sort,
    values,
    fixed: rest.flatMap(({ name, fixed }) => (fixed === undefined ? [] : [{ name, code: fixed }])),
  };
}

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2');

/** Folders that hold no code of the project's own. */
const FOREIGN = new Set(['node_modules', 'dist', 'build', 'lib', 'cdk.out', 'coverage', 'imports']);
const MOST_SOURCES = 400;

/** The file, and what may make its class. */
function sourcesBelow(folder: string, file: string): string[] {
  const found = [file];
  const walk = (at: string): void => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
      if (found.length >= MOST_SOURCES) return;
      const full = path.join(at, entry.name);
      if (entry.isDirectory()) {
        if (!FOREIGN.has(entry.name) && !entry.name.startsWith('.')) walk(full);
      } else if (/\.tsx?$/.test(entry.name) && !/(\.d|\.chart)\.ts$/.test(entry.name) && full !== file)
        found.push(full);
    }
  };
  walk(folder);
  return found;
}

function compilerOptions(compiler: Compiler, folder: string): ts.CompilerOptions {
  const config = compiler.findConfigFile(folder, (name) => compiler.sys.fileExists(name));
  const read =
    config === undefined
      ? {}
      : (compiler.readConfigFile(config, (name) => compiler.sys.readFile(name)).config as object);
  const { options } = compiler.parseJsonConfigFileContent({ ...read, files: [], include: [] }, compiler.sys, folder);
  return { ...options, strict: true, noEmit: true, skipLibCheck: true, types: [] };
}
