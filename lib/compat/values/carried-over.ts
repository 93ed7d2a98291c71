import type { Reads } from '../template/reads';
import { calls } from '../template/tree';
import { pathKey, type Path } from './path';

/**
 * Tells whether templates take another value where this one is empty, as `coalesce .Values.old .Values.new` does: the usual way to
 * rename a value, which sees no 0 and no empty text.
 */
export function isCarriedOver(path: Path, { all }: Reads): boolean {
  const key = pathKey(path);
  const pipes = new Set(
    all.filter((read) => pathKey(read.path) === key && calls(read.pipe, CHOOSING)).map(({ pipe }) => pipe),
  );
  return all.some((read) => pipes.has(read.pipe) && pathKey(read.path) !== key);
}

const CHOOSING = /^(default|coalesce|or|ternary)$/;
