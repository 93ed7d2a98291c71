import type { Compatibility } from '../compat';
import { LEVELS, RULES } from '../judge/finding';

/** Version of the shape below: it grows when something is renamed or removed. */
const SCHEMA = 1;

/** The comparison for machines. Findings stand largest first. */
export function compatJson({ before, after, findings, verdict, trials, given, absent }: Compatibility): string {
  const sorted = [...findings].sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  const said = sorted.map((finding) => ({ ...finding, meaning: RULES[finding.rule] }));
  return JSON.stringify(
    { schema: SCHEMA, old: before, new: after, verdict, trials, given, absent, findings: said },
    undefined,
    2,
  );
}
