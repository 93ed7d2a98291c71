import { larger, type Level, type Proven } from './judge/finding';
import { stepOfVersions } from './judge/image';

/** Which step of the version an upgrade asks for, and which was made. */
export interface Verdict {
  readonly needs: Level;
  /** `none` when the version is the same. */
  readonly made: Level | 'none' | 'older';
  readonly enough: boolean;
}

const STEPS = ['none', 'patch', 'minor', 'major'] as const;

/**
 * Compares the largest finding with the step from one version to the other. Before 1.0.0, the second number counts as
 * major and the third as minor, as Helm's version ranges (`^0.3.0`) and cargo read them.
 */
export function verdictOf(before: string, after: string, findings: readonly Proven[]): Verdict {
  const needs = findings.reduce<Level>((level, finding) => larger(level, finding.level), 'patch');
  const step = stepOfVersions(before, after);
  const made = step === 'same' || step === undefined ? 'none' : step;
  if (made === 'older') return { needs, made, enough: false };
  if (findings.length === 0 && made === 'none') return { needs, made, enough: true };
  return { needs, made, enough: STEPS.indexOf(counted(before, made)) >= STEPS.indexOf(needs) };
}

function counted(before: string, made: Exclude<Verdict['made'], 'older'>): (typeof STEPS)[number] {
  if (!/^v?0\./.test(before) || made === 'none') return made;
  return made === 'patch' ? 'minor' : 'major';
}
