import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');

interface Room {
  readonly path: string;
  readonly what: string;
  readonly may: readonly string[] | 'anything';
  readonly packages: readonly string[] | 'anything';
  readonly touches?: Readonly<Record<string, readonly string[]>> | 'anything';
}

/** What the rule of eslint.config.mjs says to texts, each as if it were a file of this path. */
function lint(texts: readonly (readonly [string, string])[]): {
  readonly rooms: readonly Room[];
  readonly found: readonly (readonly string[])[];
} {
  const script = path.join(__dirname, 'lint-texts.mjs');
  const output = execFileSync(process.execPath, [script], { input: JSON.stringify(texts), encoding: 'utf8' });
  return JSON.parse(output) as ReturnType<typeof lint>;
}

const { rooms: all } = lint([]);
// What a tool wrote is not linted.
const rooms = all.filter(({ path: room }) => room !== 'imports');
/** Rooms that touch nothing but by the files that their rows name. */
const pure = rooms.filter(({ path: room, touches = {} }) => touches !== 'anything' && !(room in touches));
const insideOf = ({ path: room }: Room): string => (room.endsWith('.ts') ? room : `${room}/probe.ts`);
const specifier = (from: string, to: string): string => {
  const relative = path.posix.relative(path.posix.dirname(from), to.replace(/\.ts$/, ''));
  return relative.startsWith('.') ? relative : `./${relative}`;
};
/** Lints one line in each of many rooms. */
function lintLines(lines: readonly (readonly [Room, string])[]): (readonly [string, readonly string[]])[] {
  const { found } = lint(lines.map(([room, line]) => [insideOf(room), line]));
  return lines.map(([room, line], i) => [`${insideOf(room)}: ${line}`, found[i] ?? []]);
}
const passing = (results: ReturnType<typeof lintLines>): string[] =>
  results.filter(([, messages]) => messages.length === 0).map(([what]) => what);

const below = (target: string, prefix: string): boolean => target === prefix || target.startsWith(`${prefix}/`);

test('every room refuses every other room that its row does not name', () => {
  const offences = rooms.flatMap((room) => {
    const { may } = room;
    if (may === 'anything') return [];
    return rooms
      .filter((other) => other !== room && !may.some((one) => below(other.path.replace(/\.ts$/, ''), one)))
      .map((other) => [room, `import { x } from '${specifier(insideOf(room), insideOf(other))}';`] as const);
  });
  expect(offences.length).toBeGreaterThan(300);
  expect(passing(lintLines(offences))).toEqual([]);
});

test('every room takes what its row names', () => {
  const wanted = rooms.flatMap((room) =>
    room.may === 'anything'
      ? []
      : room.may.map((one) => {
          const target = fs.existsSync(path.join(root, `${one}.ts`)) ? one : `${one}/probe`;
          return [room, `import { x } from '${specifier(insideOf(room), target)}';`] as const;
        }),
  );
  expect(lintLines(wanted).filter(([, messages]) => messages.length > 0)).toEqual([]);
});

const ways = [
  "import fs from 'node:fs';",
  "import fs from 'fs';",
  "import type { Stats } from 'node:fs';",
  "export * from 'node:fs/promises';",
  "export { readFileSync } from 'node:fs';",
  "import fs = require('node:fs');",
  "const { readFileSync } = require('node:fs');",
  "const fs = await import('node:fs');",
  'const name = process.env.ROOM; const room = await import(`../${name}`);',
  "type Stats = import('node:fs').Stats;",
  'const here = process.cwd();',
  'const here = globalThis.process;',
  'const now = Date.now();',
  "const now = Date['now']();",
  'const clock = Date; const now = clock.now();',
  'const { now } = Date;',
  'const now = new Date();',
  'const now = performance.now();',
  'const any = Math.random();',
  'const any = crypto.randomUUID();',
  "console.error('x');",
  'setTimeout(() => undefined, 10);',
  "const answer = await fetch('http://example.com');",
  'const place = __dirname;',
  "import express from 'express';",
  "import { x } from '../../../services/polls/app';",
];
test('every pure room refuses each way to disk, process, clock, chance and unknown packages', () => {
  const offences = pure.flatMap((room) => ways.map((line) => [room, line] as const));
  expect(passing(lintLines(offences))).toEqual([]);
});

test('whole files that break several rules are refused once for each', () => {
  // As they passed once, when the table named what is forbidden.
  const probes: [string, string][] = [
    [
      'lib/constructs/parts/zz-probe.ts',
      `import fs from 'node:fs';
       import { createPollsApp } from '../../../services/polls/app';
       import { Monitoring } from '../monitoring';
       export const probe = [fs.readFileSync, createPollsApp, Date.now(), process.cwd(), Monitoring];`,
    ],
    [
      'lib/definition/zz-probe.ts',
      `import { compileChart } from '../outputs/helm/compile-chart';
       import { charts } from '../apps/charts';
       import { selectCharts } from '../cli/chart-options';
       export const probe = [compileChart, charts, selectCharts];`,
    ],
    [
      'lib/monitoring/zz-probe.ts',
      `import { compileChart } from '../outputs/helm/compile-chart';
       import { pollsRoutes } from '../../services/polls/routes/polls';
       export const probe = [compileChart, pollsRoutes];`,
    ],
  ];
  expect(lint(probes).found.map((messages) => messages.length)).toEqual([5, 3, 2]);
});

test('a pure use of what has an impure part passes', () => {
  const lines = [
    'const day = new Date(0);',
    "const day = Date.parse('2026-01-01');",
    'const most = Math.max(1, 2);',
    'const is = day instanceof Date;',
    'function own(process: { env: string }) { return process.env; }',
    'const of = (value: Date): string => value.toISOString();',
  ];
  const results = lintLines(pure.slice(0, 3).flatMap((room) => lines.map((line) => [room, line] as const)));
  expect(results.filter(([, messages]) => messages.length > 0)).toEqual([]);
});

test('fails for a file in no room, and says what to do', () => {
  const { found } = lint([
    ['lib/unknown/probe.ts', 'export const x = 1;'],
    ['scripts/probe.ts', ''],
  ]);
  expect(found).toEqual([
    ["'lib/unknown/probe.ts' is in no room of the table in eslint.config.mjs. Add a row that says what it may import."],
    ["'scripts/probe.ts' is in no room of the table in eslint.config.mjs. Add a row that says what it may import."],
  ]);
});

test('services never import the library, by path or by name', () => {
  const services = rooms.filter(({ path: room }) => room.startsWith('services/'));
  expect(services.length).toBeGreaterThan(5);
  const lines = [
    "import { x } from '../../lib/yaml';",
    "import { x } from 'chartwright';",
    "import { x } from 'chartwright/values';",
  ];
  expect(passing(lintLines(services.flatMap((room) => lines.map((line) => [room, line] as const))))).toEqual([]);
});

test('the arrows between the rooms of the library make no circle', () => {
  const library = rooms.filter(({ path: room }) => room.startsWith('lib/'));
  const next = (room: Room): Room[] => {
    const { may } = room;
    return may === 'anything'
      ? []
      : library.filter((other) => other !== room && may.some((one) => below(other.path, one)));
  };
  const circles: string[] = [];
  const walk = (room: Room, way: readonly Room[]): void => {
    if (way.includes(room)) circles.push([...way, room].map(({ path: one }) => one).join(' → '));
    else for (const other of next(room)) walk(other, [...way, room]);
  };
  // cli/ may import all of lib/, and nothing may import it.
  for (const room of library.filter(({ path: one }) => one !== 'lib/cli')) walk(room, []);
  expect(circles).toEqual([]);
});

test('files make no circle, types included, but for those of the compiler', () => {
  const script = path.join(__dirname, 'import-graph.mjs');
  const lines = execFileSync(process.execPath, [script], { encoding: 'utf8' }).split('\n');
  const from = lines.findIndex((line) => line.startsWith('circles of files'));
  const to = lines.findIndex((line) => line.startsWith('folders that import'));
  expect(from).toBeGreaterThan(0);
  const circles = lines.slice(from + 1, to).map((line) => line.trim());
  // How the templates write a condition and how they call a function are one grammar in two files.
  const known = 'lib/outputs/helm/expression.ts ⇄ lib/outputs/helm/function-call.ts';
  expect(circles.filter((circle) => !circle.startsWith('lib/compiler/') && circle !== known)).toEqual([]);
});

test('the table names no file and no folder that is not there', () => {
  const there = (one: string): boolean => ['', '.ts'].some((end) => fs.existsSync(path.join(root, `${one}${end}`)));
  const named = all.flatMap(({ may, touches = {} }) => [
    ...(may === 'anything' ? [] : may),
    ...(touches === 'anything' ? [] : Object.keys(touches)),
  ]);
  expect(named.filter((one) => !there(one))).toEqual([]);
});

describe('ARCHITECTURE.md', () => {
  const FILE = path.join(root, 'ARCHITECTURE.md');
  const list = (names: readonly string[] | 'anything', none: string): string =>
    names === 'anything' ? names : names.map((name) => `\`${name.replace(/^lib\//, '')}\``).join(', ') || none;
  const reach = ({ touches = {} }: Room): string =>
    touches === 'anything'
      ? touches
      : Object.entries(touches)
          .map(([file, what]) => `\`${path.posix.basename(file)}\`: ${what.join(', ')}`)
          .join('; ') || 'nothing';
  const table = (): string =>
    [
      '| room | what it is | may import | packages | touches |',
      '| --- | --- | --- | --- | --- |',
      ...all.map((room) =>
        [
          `| \`${room.path}\``,
          room.what,
          list(room.may, 'nothing'),
          list(room.packages, 'none'),
          `${reach(room)} |`,
        ].join(' | '),
      ),
    ].join('\n');
  const block = /(<!-- rooms: .*-->\n\n)([\s\S]*?)(\n\n<!-- end of rooms -->)/;
  const cells = (text: string): string[][] =>
    text
      .split('\n')
      .filter((line) => !/^\|[ -|]*$/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()));

  test('shows the rooms as the table of eslint.config.mjs has them', () => {
    if (process.env.UPDATE_DOCS) {
      fs.writeFileSync(
        FILE,
        fs.readFileSync(FILE, 'utf8').replace(block, (_, a: string, _b, c: string) => a + table() + c),
      );
      execFileSync('npx', ['prettier', '--write', FILE], { cwd: root });
    }
    const [, , shown = ''] = block.exec(fs.readFileSync(FILE, 'utf8')) ?? [];
    expect(cells(shown)).toEqual(cells(table()));
  });
});
