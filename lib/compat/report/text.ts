import { stringify } from 'yaml';
import type { Compatibility } from '../compat';
import { valuesKey } from '../values/trial';
import { RULES, type Level, type Proven } from '../judge/finding';

/** How the comparison is to look in a terminal. */
export interface CompatTextOptions {
  /** ANSI colours. @default false */
  readonly color?: boolean;
}

const HEADINGS: Readonly<Record<Level, string>> = {
  major: 'Breaks (a major version)',
  minor: 'Changes (a minor version)',
  patch: 'To know (a patch)',
};
const COLOURS: Readonly<Record<Level, number>> = { major: 31, minor: 33, patch: 2 };

/** Findings by what they ask of the version, each with what shows it; the verdict at the end. */
export function compatText(result: Compatibility, options: CompatTextOptions = {}): string {
  const paint = (code: number, text: string): string => (options.color ? `\x1b[${code}m${text}\x1b[0m` : text);
  const { before, after, findings } = result;
  const parts = [[`${before.name} ${before.version} → ${after.version}`, ...notes(result)].join('\n')];
  for (const level of ['major', 'minor', 'patch'] as const) {
    const own = findings.filter((finding) => finding.level === level);
    if (own.length === 0) continue;
    parts.push([paint(COLOURS[level], HEADINGS[level]), ...own.flatMap(lines)].join('\n'));
  }
  return [...parts, verdict(result)].join('\n\n');
}

/** What has to be known of the comparison itself. */
function notes({ given, absent }: Compatibility): string[] {
  return [
    ...(absent.length > 0
      ? [`Not compared, since charts/ has them not: ${absent.join(', ')} (helm dependency build)`]
      : []),
    ...(valuesKey(given) === valuesKey({ values: {} })
      ? []
      : [
          `The old version renders nothing with its defaults; everywhere given: ${shownBy({ by: 'values', ...given })}`,
        ]),
  ];
}

function lines({ rule, object, value, message, advice, witness }: Proven): string[] {
  const subject = object ?? value;
  return [
    `  ${rule}${subject ? `: ${subject}` : ''}`,
    `    ${message || RULES[rule]}`,
    ...(advice === undefined ? [] : [`    What to do: ${advice}.`]),
    `    Shown by ${shownBy(witness)}`,
  ];
}

function shownBy({ by, values, release, kubeVersion, apiVersions }: Proven['witness']): string {
  if (by === 'files') return 'the files of the charts';
  const how = [
    ...(by === 'reuse-values' ? ['--reuse-values'] : []),
    ...(release === undefined ? [] : [`release ${release}`]),
    ...(kubeVersion === undefined ? [] : [`--kube-version ${kubeVersion}`]),
    ...(apiVersions ?? []).map((version) => `--api-versions ${version}`),
  ];
  const given = Object.keys(values).length === 0 ? 'the defaults' : `values ${flow(values)}`;
  return [given, ...how].join(', ');
}

const flow = (values: unknown): string =>
  stringify(values, { collectionStyle: 'flow', lineWidth: 0, aliasDuplicateObjects: false }).trim();

const MADE = { none: 'no step', older: 'a step back', patch: 'a patch', minor: 'a minor step', major: 'a major step' };

function verdict({ before, after, verdict: { needs, made, enough }, findings, trials }: Compatibility): string {
  const { compared, refusedBefore, left } = trials;
  const besides = [
    `${refusedBefore} more that the old version refuses`,
    ...(left > 0 ? [`${left} left out: --most and --seconds allow more`] : []),
  ];
  const zero =
    /^v?0\./.test(before.version) && (made === 'patch' || made === 'minor')
      ? ' (before 1.0.0, the second number counts as major, the third as minor)'
      : '';
  const counts = (['major', 'minor', 'patch'] as const).map(
    (level) => `${findings.filter((one) => one.level === level).length} ${level}`,
  );
  return [
    `Rendered both on ${compared} value sets (${besides.join(', ')}): ${findings.length === 0 ? 'no finding' : counts.join(', ')}.`,
    `Verdict: ${needs}. The version makes ${MADE[made]}, ${before.version} → ${after.version}${zero}: ${enough ? 'enough' : 'not enough'}.`,
  ].join('\n');
}
