#!/usr/bin/env node
// Runs a TypeScript entry file fast: `app: node lib/cli/run-main.js main.ts` in cdk8s.yaml.
//
// The file and everything that it imports is bundled once by esbuild and kept, with V8's compiled code, under
// node_modules/.cache/chartwright; later runs compile and resolve nothing as long as no input changed.
// CHARTWRIGHT_TIMING=1 prints where the time goes.
'use strict';

const started = performance.now();
const crypto = require('node:crypto');
const fs = require('node:fs');
const { createRequire, Module } = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

/** Raised when what is cached would no longer run: part of the cache key. */
const FORMAT = 2;

/** Runs a file as the program: what it throws is printed, and makes exit code 1. */
// A synthesis is over before optimised code has paid for its making: let V8 wait longer before it optimises. A quarter
// of the processor time of a thousand charts. Before the first code is compiled, since cached code depends on it.
// Only where the flag is known to exist: V8 complains of others.
if (Number.parseInt(process.versions.node) <= 24) v8.setFlagsFromString('--interrupt-budget=1000000');

async function main(file) {
  const cache = cacheFolder(file, 'whole');
  const bundled = isFresh(cache) ? 'cached' : 'bundled';
  if (bundled === 'bundled') await bundle(file, cache, {});
  const loaded = performance.now();
  try {
    run(file, cache);
  } catch (error) {
    console.error(explain(error, path.join(cache, 'main.js')));
    process.exitCode = 1;
  }
  const ended = performance.now();
  if (process.env.CHARTWRIGHT_TIMING) {
    const ms = (from, to) => `${(to - from).toFixed(0)} ms`;
    console.error(
      `node ${ms(0, started)}, bundle (${bundled}) ${ms(started, loaded)}, load and run ${ms(loaded, ended)}`,
    );
  }
}

/** The exports of a file; packages that it imports stay outside of the bundle, so that they are the same for all. */
async function loadModule(file) {
  const cache = cacheFolder(file, 'packages outside');
  if (!isFresh(cache)) await bundle(file, cache, { packages: 'external' });
  return run(file, cache);
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

/** Whether all inputs are what they were: size and time of each. */
function isFresh(cache) {
  try {
    const inputs = JSON.parse(fs.readFileSync(path.join(cache, 'inputs.json'), 'utf8'));
    return inputs.every(([input, size, time]) => {
      const stat = fs.statSync(input, { throwIfNoEntry: false });
      return stat !== undefined && stat.size === size && stat.mtimeMs === time;
    });
  } catch {
    return false;
  }
}

async function bundle(file, cache, options) {
  const esbuild = createRequire(file)('esbuild');
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
    plugins: [sources],
    ...options,
  });
  fs.mkdirSync(cache, { recursive: true });
  fs.rmSync(path.join(cache, 'inputs.json'), { force: true });
  for (const output of result.outputFiles) replace(output.path, output.contents);
  fs.rmSync(path.join(cache, 'code'), { force: true });
  const inputs = Object.keys(result.metafile.inputs).map((input) => {
    const stat = fs.statSync(path.resolve(path.dirname(file), input));
    // A file that was saved while this ran may have been read before: let it look changed.
    return [path.resolve(path.dirname(file), input), stat.size, stat.mtimeMs >= began ? 0 : stat.mtimeMs];
  });
  replace(path.join(cache, 'inputs.json'), JSON.stringify(inputs));
}

/** Two runs may share the cache: each file is there whole or not at all. */
function replace(file, content) {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

/** What sources are given on their way into the bundle. */
const sources = {
  name: 'sources',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path: file }) => {
      const source = await fs.promises.readFile(file, 'utf8');
      const contents = withoutSpreading(withOwnFolder(source, file));
      return contents === source ? undefined : { contents, loader: /ts$/.test(file) ? 'ts' : 'js' };
    });
  },
};

/** Modules that look for files beside themselves (cdk8s does) find them where they were. */
function withOwnFolder(source, file) {
  if (!/__dirname|__filename/.test(source)) return source;
  const banner = `const __dirname = ${JSON.stringify(path.dirname(file))}, __filename = ${JSON.stringify(file)};`;
  // On the first line, so that line numbers stay; behind `use strict`, which has to come first.
  return source.replace(/^(#!.*\n)?(\s*(?:"use strict"|'use strict');)?/, (head) => `${head}${banner}`);
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

function run(file, cache) {
  const target = path.join(cache, 'main.js');
  const code = fs.readFileSync(target, 'utf8');
  const codeCache = path.join(cache, 'code');
  const cachedData = fs.existsSync(codeCache) ? fs.readFileSync(codeCache) : undefined;
  const script = new vm.Script(Module.wrap(code), { filename: target, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  // After the run, when what it needed has been compiled.
  if (cachedData === undefined || script.cachedDataRejected) replace(codeCache, script.createCachedData());
  return module.exports;
}

/** An error in words: its message alone when it says what to do, else with the stack in terms of the sources. */
function explain(error, target) {
  if (!(error instanceof Error)) return String(error);
  if (!process.env.CHARTWRIGHT_STACK && !(error instanceof TypeError || error instanceof ReferenceError)) {
    return `${error.message}\n(CHARTWRIGHT_STACK=1 shows where in the code.)`;
  }
  const { SourceMap } = require('node:module');
  const map = new SourceMap(JSON.parse(fs.readFileSync(`${target}.map`, 'utf8')));
  return String(error.stack).replace(/([^\s()]+main\.js):(\d+):(\d+)/g, (place, at, line, column) => {
    if (at !== target) return place;
    const { originalSource, originalLine, originalColumn } = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (originalSource === undefined) return place;
    return `${path.resolve(path.dirname(target), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

if (require.main === module) {
  const entry = process.argv[2];
  if (!entry || entry === '--help') {
    console.error('run-main.js FILE.ts [ARGUMENT…]\nBundles FILE.ts if it or an import of it changed, and runs it.');
    process.exit(entry ? 0 : 2);
  }
  // As for any program: its arguments come after its name.
  process.argv.splice(1, 1);
  main(path.resolve(entry)).catch((error) => {
    // esbuild says what does not compile, and where, in its message.
    console.error(error.errors ? error.message : error);
    process.exitCode = 1;
  });
}

module.exports = { loadModule };
