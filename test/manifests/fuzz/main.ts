import path from 'node:path';
import { readSources } from '../../../lib/cli/read-sources';
import { readManifests } from '../../../lib/manifests/read';
import { toYamlDocuments } from '../../../lib/yaml';
import { shop } from '../../agreement/shop';
import { numbers } from '../../yaml/kubectl/draw-document';
import { mutate } from './mutate';
import { tryText } from './try-text';

/** Different crashes that are shown. */
const MOST_SHOWN = 20;

/** Of the processor: how long it waits for others says nothing. */
const MOST_MICROSECONDS = 600e6;

/** `npm run fuzz [-- COUNT SEED]`: damaged files through reading, checks, diff and plan. Ends after ten minutes of the processor at the latest. */
function main(): void {
  const [count = '100000', seed = '1'] = process.argv.slice(2);
  const files = readSources(path.resolve('test/manifests/corpus/files'), { recursive: true }).map(({ text }) => text);
  const realistic = Object.values(shop('fuzz')).map((object) => toYamlDocuments([object]));
  const texts = [...files, ...realistic, ...realistic, toYamlDocuments(Object.values(shop('fuzz')).slice(0, 6))];
  const wholes = texts.map((text) => readManifests([{ file: 'x.yaml', text }]).objects.map(({ object }) => object));
  const next = numbers(Number(seed));
  const crashes = new Map<string, { text: string; times: number }>();
  let tried = 0;
  for (; tried < Number(count) && process.cpuUsage().user < MOST_MICROSECONDS; tried++) {
    const which = Math.floor(next() * texts.length);
    const text = mutate(texts[which] as string, texts, next);
    try {
      tryText(text, wholes[which] ?? []);
    } catch (error) {
      const { stack = '' } = error as Error;
      const where = stack.split('\n').slice(0, 3).join(' ');
      crashes.set(where, { text, times: (crashes.get(where)?.times ?? 0) + 1 });
    }
  }
  for (const [where, { text, times }] of [...crashes].slice(0, MOST_SHOWN)) {
    console.log(`${times} times: ${where}\n${text.slice(0, 600)}\n`);
  }
  console.log(`${tried} damaged files, ${crashes.size} different crashes`);
  process.exitCode = crashes.size > 0 ? 1 : 0;
}

main();
