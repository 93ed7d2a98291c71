import fs from 'node:fs';
import { compileChart } from '../outputs/helm/compile-chart';
import { loadCharts } from './load-charts';
import { onOwnTurn } from './own-turn';

/** A value that may be taken, with the schemas that it may have, the most general one first. */
interface Candidate {
  readonly schemas: readonly string[];
}

export interface Taken<C> {
  readonly of: C;
  readonly schema: string;
}

/** Value sets that a trial is compared on: packaging compares more. */
const TRIAL_CHECKS = 40;

/**
 * Finds values that a chart can have: all of them with the most general schemas where that compiles, else with narrower ones, else
 * those that compile one by one.
 * @param codeOf the adapter with these values
 * @param left told of each value that is left out, with the reason
 * @throws what compiling says without any value
 */
export async function tryValues<C extends Candidate>(
  file: string,
  candidates: readonly C[],
  codeOf: (taken: readonly Taken<C>[]) => string,
  left: (candidate: C, reason: Error) => void,
): Promise<readonly Taken<C>[]> {
  const tryOut = async (taken: readonly Taken<C>[]): Promise<Error | undefined> => {
    fs.writeFileSync(file, codeOf(taken));
    try {
      const charts = await loadCharts(file, { watched: true });
      await onOwnTurn(() => charts.forEach((chart) => compileChart(chart, { checks: TRIAL_CHECKS })));
      return undefined;
    } catch (error) {
      return error as Error;
    }
  };
  const most = Math.max(1, ...candidates.map(({ schemas }) => schemas.length));
  for (let width = 0; width < most; width++) {
    const all = candidates.map((of) => ({ of, schema: of.schemas[Math.min(width, of.schemas.length - 1)] ?? '' }));
    if ((await tryOut(all)) === undefined) return all;
  }
  const without = await tryOut([]);
  const taken: Taken<C>[] = [];
  for (const of of candidates) {
    let reason: Error | undefined;
    for (const schema of of.schemas) {
      reason = await tryOut([...taken, { of, schema }]);
      if (reason) continue;
      taken.push({ of, schema });
      break;
    }
    if (reason) left(of, reason);
  }
  if (without && taken.length === 0) throw without;
  return taken;
}
