import { isDeepStrictEqual } from 'node:util';
import { readManifests } from '../../../lib/manifests/read';
import { askKubectl, wrapped, type Read } from './ask-kubectl';
import { Draw, numbers } from './draw-document';

/** A text that is read in two ways. */
export interface Difference {
  readonly text: string;
  readonly kubectl: unknown;
  readonly ours: unknown;
}

/** How drawn texts are read by us and by kubectl. */
export interface Comparison {
  readonly count: number;
  /** Texts that both refuse. */
  readonly refused: number;
  readonly differences: readonly Difference[];
}

const AT_ONCE = 60;

export function compareWithKubectl(kubectl: string, count: number, seed: number): Comparison {
  const draw = new Draw(numbers(seed));
  const differences: Difference[] = [];
  let refused = 0;
  for (let done = 0; done < count; done += AT_ONCE) {
    const texts = Array.from({ length: Math.min(AT_ONCE, count - done) }, () => draw.document());
    const readings = new Map(texts.map((text) => [text, readByUs(text)]));
    // What we refuse is asked for alone: if kubectl does, too, it hides what is beside it.
    const good = [...readings.keys()].filter((text) => readings.get(text) !== 'error');
    const bad = [...readings.keys()].filter((text) => readings.get(text) === 'error');
    const asked = [...askKubectl(kubectl, good), ...bad.flatMap((text) => askKubectl(kubectl, [text]))];
    asked.forEach((theirs, i) => {
      const text = [...good, ...bad][i] as string;
      const ours = readings.get(text) as Read;
      if (theirs === 'error' && ours === 'error') refused++;
      else if (!isSameRead(theirs, ours)) differences.push({ text, kubectl: theirs, ours });
    });
  }
  return { count, refused, differences };
}

function readByUs(text: string): Read {
  const { objects, problems } = readManifests([{ file: 'x.yaml', text: wrapped(text) }]);
  const [read] = objects;
  if (problems.length > 0 || !read) return 'error';
  return { value: read.object.payload ?? null };
}

function isSameRead(a: Read, b: Read): boolean {
  if (a === 'error' || b === 'error') return a === b;
  // What is no difference in JSON, such as -0, is none here.
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a.value)), JSON.parse(JSON.stringify(b.value)));
}
