import type { Build } from './builds';
import { judge, type JudgeOptions } from './judge';
import type { Judgement } from './verdict';

/** Judges builds, a few at a time; in the order of the builds. */
export async function judgeAll(
  builds: readonly Build[],
  options: JudgeOptions & { readonly jobs?: number; readonly onJudged?: (judgement: Judgement) => void },
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < builds.length) {
      const at = next;
      next += 1;
      judgements[at] = await judge(builds[at] as Build, options);
      options.onJudged?.(judgements[at]);
    }
  };
  await Promise.all(Array.from({ length: options.jobs ?? 2 }, worker));
  return judgements;
}
