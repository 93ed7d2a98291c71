import fs from 'node:fs';
import path from 'node:path';
import { builtinModules } from 'node:module';

/** What a program reaches beside its arguments, by the names that the table has for it. */
const GLOBALS = {
  process: ['process'],
  console: ['console'],
  timers: ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  clock: ['performance'],
  network: ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource', 'navigator'],
  random: ['crypto'],
  // Ways to all of the above that no list of names can follow.
  disguise: ['globalThis', 'global', 'eval', 'Function', 'require', 'module'],
  place: ['__dirname', '__filename'],
};
const KIND_OF_GLOBAL = new Map(Object.entries(GLOBALS).flatMap(([kind, names]) => names.map((name) => [name, kind])));

/** Members of globals that are pure but for these: `Date.now` and `new Date()` read the clock, `Math.random` is random. */
const MEMBERS = { Date: { now: 'clock' }, Math: { random: 'random' } };

const BUILTIN = new Set(builtinModules);

/** The row of the room that a path is in: the longest folder or file name that it begins with. */
export function roomOf(rooms, file) {
  const holds = (row) => file === row.path || file.startsWith(`${row.path}/`);
  return rooms.filter(holds).reduce((a, b) => (a && a.path.length > b.path.length ? a : b), undefined);
}

/** Whether a row lets a file be imported: those of its own room, and those below a path of `may`. */
export function mayImport(rooms, row, target) {
  if (row.may === 'anything' || roomOf(rooms, target) === row) return true;
  return row.may.some((one) => target === one || target === `${one}.ts` || target.startsWith(`${one}/`));
}

/**
 * Refuses what the table does not allow: an import of another room, a package, a part of Node.js, and every way to
 * process, clock, disk and chance. A file that is in no row may import nothing.
 * Options: the root, and the table (see eslint.config.mjs).
 */
export const roomRule = {
  meta: { type: 'problem', schema: false },
  create(context) {
    const [{ root, rooms }] = context.options;
    const file = relative(root, context.filename);
    const row = roomOf(rooms, file);
    if (row === undefined) {
      return {
        Program: (node) =>
          context.report({
            node,
            message: `'${file}' is in no room of the table in eslint.config.mjs. Add a row that says what it may import.`,
          }),
      };
    }
    const outside = row.touches === 'anything' ? undefined : new Set(row.touches?.[file] ?? []);
    const refuse = (node, what, remedy) => context.report({ node, message: `'${row.path}' ${what} ${remedy}` });
    const touch = (node, name, kind) => {
      if (outside === undefined || outside.has(kind)) return;
      const allowed = outside.size > 0 ? `This file may touch ${[...outside].join(', ')}.` : 'Take it as an argument.';
      refuse(node, `is a function of its arguments: '${name}' is ${kind}.`, allowed);
    };
    const check = (node, source) => {
      if (typeof source !== 'string') return refuse(node, 'imports what is worked out.', 'Name the file.');
      const name = source.replace(/^node:/, '');
      if (source.startsWith('node:') || BUILTIN.has(name.split('/')[0])) return touch(node, source, `node:${name}`);
      const target = source.startsWith('.') ? resolved(root, file, source) : workspaceFile(source);
      if (target !== undefined) {
        if (mayImport(rooms, row, target)) return undefined;
        const list = row.may.length > 0 ? row.may.join(', ') : 'nothing';
        return refuse(node, `may not import '${target}'.`, `Allowed: ${list}.`);
      }
      const wanted = source
        .split('/')
        .slice(0, source.startsWith('@') ? 2 : 1)
        .join('/');
      if (row.packages === 'anything' || row.packages?.includes(wanted)) return undefined;
      return refuse(node, `may not import the package '${wanted}'.`, `Allowed: ${row.packages?.join(', ') || 'none'}.`);
    };
    const textOf = (node) =>
      node?.type === 'Literal'
        ? node.value
        : node?.type === 'TemplateLiteral'
          ? node.quasis.at(0).value.raw
          : undefined;
    const constant = (node) =>
      node?.type === 'TemplateLiteral' && node.expressions.length > 0 ? undefined : textOf(node);

    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value),
      ImportExpression: (node) => check(node, constant(node.source)),
      TSImportType: (node) => check(node, constant(node.source ?? node.argument?.literal)),
      TSExternalModuleReference: (node) => check(node, constant(node.expression)),
      NewExpression: (node) => {
        if (node.callee.name === 'Date' && node.arguments.length === 0 && isGlobal(context, node.callee))
          touch(node, 'new Date()', 'clock');
      },
      CallExpression: (node) => {
        if (node.callee.name === 'Date' && isGlobal(context, node.callee)) touch(node, 'Date()', 'clock');
      },
      Identifier: (node) => {
        if (!isGlobal(context, node)) return;
        const kind = KIND_OF_GLOBAL.get(node.name);
        if (kind) touch(node, node.name, kind);
        const members = MEMBERS[node.name];
        if (!members) return;
        const { parent } = node;
        if (parent.type === 'MemberExpression' && parent.object === node) {
          const member = parent.computed ? constant(parent.property) : parent.property.name;
          if (member === undefined) touch(parent, `${node.name}[…]`, 'disguise');
          else if (Object.hasOwn(members, member)) touch(parent, `${node.name}.${member}`, members[member]);
        } else if (!isHarmless(node)) touch(node, node.name, 'disguise');
      },
    };
  },
};

/** `new Date(text)`, `x instanceof Date`, a type: what does not hand the global on. */
function isHarmless(node) {
  const { parent } = node;
  if (parent.type === 'NewExpression' || parent.type === 'CallExpression') return parent.callee === node;
  return parent.type === 'BinaryExpression' || parent.type.startsWith('TS');
}

/** Whether a name is used as a value and nothing in the file declares it. */
function isGlobal(context, node) {
  let scope = context.sourceCode.getScope(node);
  while (scope) {
    const reference = scope.references.find(({ identifier }) => identifier === node);
    if (reference) {
      const declared = reference.resolved !== null && reference.resolved.defs.length > 0;
      return !declared && reference.isTypeReference !== true;
    }
    scope = scope.upper;
  }
  return false;
}

const relative = (root, file) => path.relative(root, file).split(path.sep).join('/');

/** The file that a package of this repository stands for. */
function workspaceFile(source) {
  const [, service, file] = /^@chartwright\/([^/]+)\/?(.*)$/.exec(source) ?? [];
  if (service !== undefined) return `services/${service}/${file}.ts`;
  return {
    chartwright: 'lib/index.ts',
    'chartwright/charts': 'lib/apps/charts.ts',
    'chartwright/values': 'lib/chart-values/index.ts',
  }[source];
}

/** A relative import as a path below the root; an import of a folder is one of its index. */
function resolved(root, file, source) {
  const base = path.posix.join(path.posix.dirname(file), source);
  const candidates = [base, `${base}.ts`, `${base}.js`, `${base}.d.ts`, `${base}/index.ts`];
  return candidates.find((one) => fs.statSync(path.join(root, one), { throwIfNoEntry: false })?.isFile()) ?? base;
}
