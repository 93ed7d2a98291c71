import { objectName, type KubeObject } from '../../manifest';
import type { Consequence, Pair } from '../change';

/** Tells of an object with another name what it was, and of the old one what it is. @param renamed new ones, each with its old one */
export function renaming(renamed: ReadonlyMap<KubeObject, KubeObject>): (pair: Pair) => Consequence[] {
  const successors = new Map([...renamed].map(([now, old]) => [old, now]));
  return ({ before, after }) => {
    const old = after && !before ? renamed.get(after) : undefined;
    if (old) {
      const message = `it is ${objectName(old)} under another name: a new object to the cluster, beside the old one`;
      return [{ sort: 'renamed', message }];
    }
    const now = before && !after ? successors.get(before) : undefined;
    return now ? [{ sort: 'renamed', message: `it is called ${objectName(now)} now` }] : [];
  };
}
