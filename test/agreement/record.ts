import fs from 'node:fs';
import type { Truth, Via } from './case';
import type { Witness } from './agree';

/** What became of each object of a case, by way of applying: `changed`, `changed restarts`. */
export type Answers = Record<string, Record<string, Partial<Record<Via, string>>>>;

/** Adds what is seen to a file of answers, for a test without a cluster. */
export function recorder(file: string, via: Via): { readonly seen: Witness; readonly write: () => void } {
  const answers = (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}) as Answers;
  return {
    seen: ({ name, namespace }, key, truth) => {
      const objects = (answers[name] ??= {});
      (objects[nameless(key, namespace)] ??= {})[via] = `${truth.outcome}${truth.restarts ? ' restarts' : ''}`;
    },
    write: () => fs.writeFileSync(file, `${JSON.stringify(answers, undefined, 1)}\n`),
  };
}

/** The key of an object without the namespace that the case had. */
export const nameless = (key: string, namespace: string): string =>
  key.split('\n').join(' ').replace(` ${namespace} `, ' ');

/** What is recorded, as it was seen. */
export function asTruth(answer: string): Truth {
  const [outcome, restarts] = answer.split(' ');
  return { outcome: outcome as Truth['outcome'], restarts: restarts !== undefined, podsFail: false };
}
