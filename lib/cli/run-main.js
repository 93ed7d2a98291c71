#!/usr/bin/env node
// Runs a TypeScript entry file fast: `app: node lib/cli/run-main.js main.ts` in cdk8s.yaml.
//
// The file and everything that it imports is bundled once by esbuild and kept, with V8's compiled code, under
// node_modules/.cache/chartwright; later runs compile and resolve nothing as long as no input changed.
// CHARTWRIGHT_TIMING=1 prints where the time goes.
'use strict';

const started = performance.now();
const { spawnSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const { createRequire, Module } = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const v8 = require('node:v8');
const vm = require('node:vm');

/** Raised when what is cached would no longer run: part of the cache key. */
const FORMAT = 3;

// A synthesis is over before optimised code has paid for its making: let V8 wait longer before it optimises. A quarter
// of the processor time of a thousand charts. Before the first code is compiled, since cached code depends on it.
// Only where the flag is known to exist: V8 complains of others.
if (Number.parseInt(process.versions.node) <= 24) v8.setFlagsFromString('--interrupt-budget=1000000');

/** Runs a file as the program: what it throws is printed, and makes exit code 1. */
async function main(file, { packagesOutside }) {
  const { program, bundled } = await (packagesOutside
    ? programOf(file, 'packages outside', OUTSIDE)
    : programOf(file, 'whole', {}));
  const loaded = performance.now();
  try {
    run(file, program);
  } catch (error) {
    console.error(explain(error, program));
    process.exitCode = 1;
  }
  const ended = performance.now();
  if (process.env.CHARTWRIGHT_TIMING) {
    const ms = (from, to) => `${(to - from).toFixed(0)} ms`;
    const how = bundled ? 'bundled' : 'cached';
    console.error(`node ${ms(0, started)}, bundle (${how}) ${ms(started, loaded)}, load and run ${ms(loaded, ended)}`);
  }
}

/** Packages are loaded by Node.js, so that they are the same for all modules that a process loads. */
const OUTSIDE = { packages: 'external' };

/**
 * The exports of a file; what it imports from packages is that of the calling program where `provided` has it.
 * With `rewriting`, its own modules (none of packages) go through `rewriting.rewrite(code, file, original)` as JavaScript;
 * `rewriting.key` tells one way of rewriting from another in the cache.
 */
async function loadModule(file, provided = {}, rewriting) {
  return (await loadProgram(file, provided, rewriting))();
}

/** What runs a module and gives its exports: anew each time, with state of its own. */
async function loadProgram(file, provided = {}, rewriting) {
  const external = Object.keys(provided);
  const way = ['packages outside', rewriting?.key ?? '', ...external].join(' ');
  // Said by name, too: else the `paths` of a tsconfig.json would come first.
  const { program } = await programOf(file, way, {
    ...OUTSIDE,
    external,
    ...(rewriting && { plugins: [sources(rewriting)] }),
  });
  let compiled;
  const start = () => run(file, program, provided, (compiled ??= compile(program)));
  return Object.assign(start, { inputs: program.inputs });
}

/** The bundle of a file, as it is kept or made anew. */
async function programOf(file, way, options) {
  const cache = cacheFolder(file, way);
  const kept = fresh(cache);
  return kept ? { program: kept, bundled: false } : { program: await bundle(file, cache, options), bundled: true };
}

function cacheFolder(file, way) {
  const key = crypto
    .createHash('sha256')
    .update([FORMAT, process.version, process.arch, way, file].join('\0'))
    .digest('hex');
  let root = path.dirname(file);
  while (!fs.existsSync(path.join(root, 'node_modules')) && path.dirname(root) !== root) root = path.dirname(root);
  return path.join(root, 'node_modules', '.cache', 'chartwright', key.slice(0, 16));
}

/** What is kept, if all inputs are what they were: size and time of each. */
function fresh(cache) {
  try {
    const { hash, inputs } = JSON.parse(fs.readFileSync(path.join(cache, 'inputs.json'), 'utf8'));
    const same = inputs.every(([input, size, time]) => {
      const stat = fs.statSync(input, { throwIfNoEntry: false });
      return stat !== undefined && stat.size === size && stat.mtimeMs === time;
    });
    return same ? { ...read(cache, hash), inputs: inputs.map(([input]) => input) } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Files of a bundle. They carry the bundle's hash in their names: V8 itself takes code of another source if only the
 * lengths are equal, and another run may have bundled anew in the meantime.
 */
function named(cache, hash) {
  return { target: path.join(cache, `main-${hash}.js`), codeCache: path.join(cache, `main-${hash}.code`) };
}

function read(cache, hash) {
  const { target, codeCache } = named(cache, hash);
  const code = fs.existsSync(codeCache) ? fs.readFileSync(codeCache) : undefined;
  return { target, source: fs.readFileSync(target, 'utf8'), codeCache, code };
}

async function bundle(file, cache, options) {
  // By its own address, whatever this file has been bundled into: the package that chartwright depends on.
  const esbuild = createRequire(__filename)('esbuild');
  const began = Date.now();
  const result = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    target: `node${process.versions.node}`,
    format: 'cjs',
    sourcemap: 'external',
    sourcesContent: false,
    outfile: path.join(cache, 'main.js'),
    metafile: true,
    write: false,
    keepNames: true,
    logLevel: 'silent',
    absWorkingDir: path.dirname(file),
    plugins: [sources()],
    define: Object.fromEntries(Object.entries(OWN_PLACE).map(([name, { as }]) => [name, as])),
    ...options,
  });
  const output = (end) => result.outputFiles.find(({ path: name }) => name.endsWith(end));
  const { contents, text: source } = output('.js');
  const hash = crypto.createHash('sha256').update(contents).digest('hex').slice(0, 16);
  const inputs = Object.keys(result.metafile.inputs).map((input) => {
    const stat = fs.statSync(path.resolve(path.dirname(file), input));
    // A file that was saved while this ran may have been read before: let it look changed.
    return [path.resolve(path.dirname(file), input), stat.size, stat.mtimeMs >= began ? 0 : stat.mtimeMs];
  });
  const { target, codeCache } = named(cache, hash);
  keep(`${target}.map`, output('.js.map').contents);
  keep(target, contents);
  keep(path.join(cache, 'inputs.json'), JSON.stringify({ hash, inputs }));
  removeOthers(cache, hash);
  return { target, source, codeCache, map: output('.js.map').text, inputs: inputs.map(([input]) => input) };
}

function removeOthers(cache, hash) {
  if (!fs.existsSync(cache)) return;
  const others = fs.readdirSync(cache).filter((name) => /^main-\w+\.(js|js\.map|code)$/.test(name));
  for (const name of others) if (!name.startsWith(`main-${hash}.`)) fs.rmSync(path.join(cache, name), { force: true });
}

/** Keeps a file, whole or not at all: two runs may share the cache. What can't be written is made again next time. */
function keep(file, content) {
  const temporary = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, file);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(error.code)) throw error;
  }
}

/** What sources are given on their way into the bundle. */
const sources = (rewriting) => ({
  name: 'sources',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path: file }) => {
      const source = await fs.promises.readFile(file, 'utf8');
      // A bundle is run inside of a function, where no `#!` may stand.
      const contents = withoutSpreading(withOwnFolder(source.replace(/^#!/, '//'), file));
      const loader = /ts$/.test(file) ? 'ts' : 'js';
      if (rewriting && !file.split(path.sep).includes('node_modules') && !GENERATED.test(source))
        return { contents: await rewritten(build.esbuild, contents, loader, file, rewriting), loader };
      return contents === source ? undefined : { contents, loader };
    });
  },
});

/** What `cdk8s import` wrote: it decides nothing of its own. */
const GENERATED = /^\/\/ generated by cdk8s/;

/** The compiler options that hold for a file: how decorators and fields of classes are meant. */
const tsconfigOf = (file) => readIfThere(tsconfigFileOf(file) ?? '') ?? '{}';

/** The nearest tsconfig.json, if there is one. */
function tsconfigFileOf(file) {
  for (let folder = path.dirname(file); path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    const config = path.join(folder, 'tsconfig.json');
    if (fs.existsSync(config)) return config;
  }
  return undefined;
}

/** A module as rewritten JavaScript. */
async function rewritten(esbuild, contents, loader, file, { rewrite }) {
  const { code, map } = await esbuild.transform(contents, {
    loader,
    sourcefile: file,
    sourcemap: 'external',
    target: `node${process.versions.node}`,
    tsconfigRaw: tsconfigOf(file),
  });
  const { SourceMap } = require('node:module');
  const sourceMap = new SourceMap(JSON.parse(map));
  return rewrite(code, file, (line, column) => {
    const { originalLine = line - 1, originalColumn = column } = sourceMap.findEntry(line - 1, column);
    return { line: originalLine + 1, column: originalColumn };
  });
}

/**
 * Modules that look for files beside themselves (cdk8s does) find them where they were: what they mean by these names is
 * replaced by constants of the module, unless they declare the name themselves.
 */
const OWN_PLACE = {
  __dirname: { as: '__chartwrightDirname', of: (file) => path.dirname(file) },
  __filename: { as: '__chartwrightFilename', of: (file) => file },
  'import.meta.dirname': { as: '__chartwrightDirname', of: (file) => path.dirname(file) },
  'import.meta.filename': { as: '__chartwrightFilename', of: (file) => file },
  'import.meta.url': { as: '__chartwrightUrl', of: (file) => pathToFileURL(file).href },
};

function withOwnFolder(source, file) {
  const used = Object.entries(OWN_PLACE).filter(([name]) => source.includes(name));
  if (used.length === 0) return source;
  const constants = new Map(used.map(([, { as, of }]) => [as, JSON.stringify(of(file))]));
  const banner = `const ${[...constants].map(([name, value]) => `${name} = ${value}`).join(', ')};`;
  // On the first line, so that line numbers stay; behind `use strict`, which has to come first.
  return source.replace(/^(\/\/.*\n)?(\s*(?:"use strict"|'use strict');)?/, (head) => `${head}${banner}`);
}

/**
 * Code that `cdk8s import` generates copies an object once for each member that it keeps. This does the same in one
 * copy: an eighth less time for a synthesis of a thousand cdk8s-plus apps.
 */
function withoutSpreading(source) {
  return source.replaceAll(
    'Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {})',
    '((r) => { for (const k of Object.keys(result)) if (result[k] !== undefined) r[k] = result[k]; return r; })({})',
  );
}

function compile({ target, source, code }) {
  const script = new vm.Script(Module.wrap(source), { filename: target, cachedData: code });
  return { script, wrapper: script.runInThisContext() };
}

function run(file, program, provided = {}, compiled = compile(program)) {
  const { codeCache, code } = program;
  const { script, wrapper } = compiled;
  const module = { exports: {} };
  const own = createRequire(file);
  const require = Object.assign((id) => (Object.hasOwn(provided, id) ? provided[id] : own(id)), own);
  wrapper(module.exports, require, module, file, path.dirname(file));
  // After the run, when what it needed has been compiled.
  if (!compiled.isKept && (code === undefined || script.cachedDataRejected)) keep(codeCache, script.createCachedData());
  compiled.isKept = true;
  return module.exports;
}

/** An error in words: its message alone when it says what to do, else with the stack in terms of the sources. */
function explain(error, { target, map = readIfThere(`${target}.map`) }) {
  if (!(error instanceof Error)) return String(error);
  if (!process.env.CHARTWRIGHT_STACK && !(error instanceof TypeError || error instanceof ReferenceError)) {
    return `${error.message}\n(CHARTWRIGHT_STACK=1 shows where in the code.)`;
  }
  if (map === undefined) return String(error.stack);
  const { SourceMap } = require('node:module');
  const sourceMap = new SourceMap(JSON.parse(map));
  return String(error.stack).replace(/([^\s()]+\.js):(\d+):(\d+)/g, (place, at, line, column) => {
    if (at !== target) return place;
    const { originalSource, originalLine, originalColumn } = sourceMap.findEntry(Number(line) - 1, Number(column) - 1);
    if (originalSource === undefined) return place;
    return `${path.resolve(path.dirname(target), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

/**
 * Whether a file would run: its types, by the project's own TypeScript if it has one, and a run with its output thrown
 * away. `cdk8s synth` removes dist/ before it runs anything; what is asked first loses nothing.
 */
function check(file) {
  const own = createRequire(file);
  const tsc = ['typescript/bin/tsc'].flatMap((name) => {
    try {
      return [own.resolve(name)];
    } catch {
      return [];
    }
  });
  const config = tsconfigFileOf(file);
  const failed = ({ status }) => status !== 0;
  if (config !== undefined && tsc.length > 0) {
    // Only what the file imports; tests and the like have a command of their own.
    const folder = cacheFolder(file, 'types');
    const project = path.join(folder, 'tsconfig.json');
    const compilerOptions = { noEmit: true, incremental: true, tsBuildInfoFile: path.join(folder, 'tsbuildinfo') };
    keep(project, JSON.stringify({ extends: config, compilerOptions, files: [file], include: [] }));
    if (fs.existsSync(project) && failed(spawnSync(process.execPath, [tsc[0], '-p', project], { stdio: 'inherit' })))
      return 1;
  }
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-check-'));
  try {
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const run = spawnSync(process.execPath, [__filename, file], { env, encoding: 'utf8' });
    if (failed(run)) process.stderr.write(run.stderr);
    return failed(run) ? 1 : 0;
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

if (require.main === module) {
  const option = ['--packages-outside', '--check'].find((name) => name === process.argv[2]);
  const packagesOutside = option === '--packages-outside';
  const at = option === undefined ? 2 : 3;
  const entry = process.argv[at];
  if (!entry || entry === '--help') {
    console.error(
      `run-main.js [--packages-outside | --check] FILE.ts [ARGUMENT…]
Bundles FILE.ts if it or an import of it changed, and runs it. With --packages-outside, packages stay outside of the
bundle: slower, but the same for modules that FILE.ts loads later. With --check, it is asked whether FILE.ts has the
types that it should have and runs; what a cdk8s app makes is thrown away.`,
    );
    process.exit(entry ? 0 : 2);
  }
  if (option === '--check') process.exit(check(path.resolve(entry)));
  // As for any program: its arguments come after its name.
  process.argv.splice(1, at - 1);
  main(path.resolve(entry), { packagesOutside }).catch((error) => {
    // esbuild says what does not compile, and where, in its message.
    console.error(error.errors ? error.message : error);
    process.exitCode = 1;
  });
}

module.exports = { loadModule, loadProgram };
