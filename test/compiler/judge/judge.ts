import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { AnyChartDefinition } from 'chartwright';
import type { Build } from './builds';
import { differenceOf, isLoud, printable } from './compare';
import { drawValues } from './draw';
import { HelmChart } from './helm';
import { literalsOf, type Literals } from './literals';
import { packaged } from './package';
import { Random } from './random';
import { synthesized, type ReleaseOf, type Rendered } from './synth';
import type { Judgement, Verdict } from './verdict';

export interface JudgeOptions {
  /** Path of a real helm binary. */
  readonly helm: string;
  /** Random value sets for each build. */
  readonly random: number;
  readonly seed: number;
  /** More arguments for `chartwright package`. */
  readonly more?: readonly string[];
}

/** Values over the defaults, the release that they are for, and what synth makes of both. */
interface Case {
  readonly values: unknown;
  readonly release: ReleaseOf;
  readonly expected: Rendered;
}

const RELEASE: ReleaseOf = { name: 'my-release', namespace: 'my-namespace' };

/** Random value sets that are rendered by one run of Helm. */
const TOGETHER = 25;

/**
 * Judges one build from outside: packages it as a user does, renders the chart with the real Helm for its defaults, its
 * traps and random values, and compares with what synth makes of the same.
 */
export async function judge(build: Build, options: JudgeOptions): Promise<Judgement> {
  const output = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-'));
  try {
    const about = { chart: build.name, file: path.basename(build.file) };
    const { folder, seconds, message = '', crashed } = await packaged(build.name, build.file, output, options);
    if (folder === undefined)
      return { ...about, seconds, sets: 0, verdict: crashed ? 'crashed' : refusal(message, build.file), why: message };
    const chart = new HelmChart(options.helm, folder);
    const found = await compared(build, chart, options);
    return { ...about, seconds, ...found };
  } finally {
    fs.rmSync(output, { recursive: true, force: true });
  }
}

/** A refusal is as good as the place that it names: a line of a module of the corpus. */
function refusal(message: string, file: string): Verdict {
  const modules = fs.readdirSync(path.dirname(file));
  const named = [...message.matchAll(/([\w-]+\.ts):\d+/g)].some(([, name]) => modules.includes(name as string));
  return named ? 'refused-at-line' : 'refused';
}

/** Compares case after case until one differs silently; one that Helm refuses loudly is kept while others are tried. */
async function compared(
  build: Build,
  chart: HelmChart,
  options: JudgeOptions,
): Promise<Pick<Judgement, 'sets' | 'verdict' | 'why'>> {
  let sets = 0;
  let loud: string | undefined;
  for (const group of await casesOf(build, options)) {
    const together =
      group.length > 1
        ? await chart.renderTogether(
            group.map((one) => one.values),
            groupRelease(group),
          )
        : [];
    for (const [i, { values, release, expected }] of group.entries()) {
      sets += 1;
      const first = together?.[i];
      if (first && differenceOf(expected, first) === undefined) continue;
      const difference = differenceOf(expected, await chart.render(values, release));
      if (difference === undefined) continue;
      const why = `${difference} | ${release.name}, ${release.namespace}, ${printable(JSON.stringify(values))}`;
      if (!isLoud(difference)) return { sets, verdict: 'wrong', why };
      loud ??= why;
    }
  }
  return loud === undefined ? { sets, verdict: 'right' } : { sets, verdict: 'helm-fails', why: loud };
}

const groupRelease = (group: readonly Case[]): ReleaseOf => (group[0] as Case).release;

/** Cases in groups of one release: the defaults and each trap alone, random values together. */
async function casesOf(build: Build, { random: count, seed }: JudgeOptions): Promise<Case[][]> {
  const synth = async (values: unknown, release: ReleaseOf): Promise<Case> => ({
    values,
    release,
    expected: synthesized(await build.load(), values, release),
  });
  const own: Case[][] = [[await synth({}, RELEASE)]];
  for (const { values = {}, release: name = RELEASE.name, namespace = RELEASE.namespace } of build.traps) {
    const trap = await synth(values, { name, namespace });
    if ('refused' in trap.expected && trap.expected.values)
      throw new Error(`A trap of ${build.name} in ${build.file} is not valid: ${trap.expected.refused}`);
    own.push([trap]);
  }
  const random = new Random(seed + [...build.name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  const definition = await build.load();
  const literals = literalsOf(fs.readFileSync(build.file, 'utf8'), build.name);
  const drawn: Case[][] = [];
  for (let left = count; left > 0; left -= TOGETHER) {
    const release = drawRelease(definition, literals, random);
    const cases: Case[] = [];
    for (const values of drawMany(definition, literals, random, Math.min(TOGETHER, left)))
      cases.push(await synth(values, release));
    const taken = cases.filter(({ expected }) => !('refused' in expected && expected.values));
    // Helm renders several at once only if it takes them all.
    drawn.push(
      taken.filter(({ expected }) => !('refused' in expected)),
      ...taken.filter(({ expected }) => 'refused' in expected).map((one) => [one]),
    );
  }
  return [...own, ...drawn.filter((group) => group.length > 0)];
}

function drawMany(definition: AnyChartDefinition, literals: Literals, random: Random, count: number): unknown[] {
  const schema = z.toJSONSchema(definition.values, { io: 'input', unrepresentable: 'any' });
  return Array.from({ length: count }, () => drawValues(schema, literals, random));
}

/** Releases of all sorts: named like the chart, like a word of the build, as long as may be, a number. */
function drawRelease({ name }: AnyChartDefinition, { texts }: Literals, random: Random): ReleaseOf {
  const labels = texts.map((text) => text.toLowerCase()).filter((text) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text));
  const names = [RELEASE.name, name, `${name}-2`, `my-${name}`, '42', 'r', 'abcde-'.repeat(9).slice(0, 53), ...labels];
  const namespaces = [RELEASE.namespace, 'default', 'kube-system', 'x', ...labels];
  return { name: random.one(names).slice(0, 53).replace(/-+$/, ''), namespace: random.one(namespaces).slice(0, 63) };
}
