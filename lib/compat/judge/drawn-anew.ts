import type { HelmChart } from '../chart/chart';
import { functionsByFile } from '../template/changed-files';
import { RANDOM } from '../observe/steady';
import type { Finding } from './finding';

/**
 * Templates that draw something at random and kept what the cluster has (`lookup`), and now do not. No rendering shows it:
 * without a cluster, `lookup` finds nothing.
 */
export function* drawnAnew(before: HelmChart, after: HelmChart): Generator<Finding> {
  const was = functionsByFile(before);
  for (const [file, functions] of functionsByFile(after)) {
    const [had, draws] = [was.get(file), [...functions].some((name) => RANDOM.test(name))];
    if (!draws || functions.has('lookup') || !had?.has('lookup')) continue;
    const message = `${file} draws something at random in each upgrade: the old version looked up what is there`;
    const advice = 'keep what lookup finds';
    yield { rule: 'data-lost', level: 'major', field: file, message, advice };
  }
}
