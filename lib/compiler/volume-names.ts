import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { observeCutText } from '../definition/observed';
import { ReleaseChart } from '../definition/release';
import { releaseInFront } from '../definition/stock-names';

/**
 * Tells of the name that a Volume of cdk8s-plus cuts: it is set twice, as it was wanted and then cut. Code of the library is not
 * rewritten to be watched.
 */
export function watchVolumeName(construct: IConstruct): void {
  if (construct.constructor.name !== 'Volume') return;
  let [name, wanted]: [string | undefined, string | undefined] = [undefined, undefined];
  Object.defineProperty(construct, 'name', {
    configurable: true,
    enumerable: true,
    get: () => name,
    set: (given: string) => {
      if (wanted !== undefined && given === wanted.slice(0, LONGEST)) {
        const chart = Chart.of(construct);
        const inChart = chart instanceof ReleaseChart ? chart.release.name : undefined;
        // The Apps of an entry have a release in front, or nothing.
        const release = inChart ?? releaseInFront(construct);
        const ids = construct.node.path.split('/').slice(release === undefined ? 0 : 1);
        observeCutText(release, wanted, LONGEST, `the volume ${ids.join('/')}`);
      }
      wanted ??= given;
      name = given;
    },
  });
}

/** As cdk8s-plus has it. */
const LONGEST = 63;
