import { one, type Line, type Part, type Seq, type Step } from './ir';

/**
 * A text with line feeds in it as a sequence of lines, where its repetitions and choices are of whole lines; else as the one
 * line that it is.
 */
export function asLines(line: Line): Seq<Line> {
  return split(line, true) ?? [one(line)];
}

/** @param ended whether what follows is the end of the text, or a line of its own */
function split(line: Line, ended: boolean): Step<Line>[] | undefined {
  const out: Step<Line>[] = [];
  let current: Step<Part>[] = [];
  for (const step of line) {
    if (!hasLineFeed(step)) current.push(step);
    else if (step.s === 'one') {
      const [first, ...rest] = (step.item as string).split('\n');
      if (first) current.push(one<Part>(first));
      for (const text of rest) {
        out.push(one(current));
        current = text === '' ? [] : [one<Part>(text)];
      }
    } else {
      if (current.length > 0) return undefined;
      const whole = wholeLines(step);
      if (!whole) return undefined;
      out.push(whole);
    }
  }
  if (ended || current.length > 0) out.push(one(current));
  return out;
}

/** A repetition or choice of lines that all end. */
function wholeLines(step: Exclude<Step<Part>, { s: 'one' }>): Step<Line> | undefined {
  if (step.s === 'if') {
    const [then, otherwise] = [closed(step.then), closed(step.else)];
    return then && otherwise && { s: 'if', when: step.when, then, else: otherwise };
  }
  if (step.separator && step.separator.length > 0) return undefined;
  const body = closed(step.body);
  return body && { s: 'each', over: step.over, omit: step.omit, body };
}

/** Lines of which the last one ends, too; nothing is such lines. */
function closed(line: Line): Step<Line>[] | undefined {
  if (line.length === 0) return [];
  const last = line.at(-1);
  if (last?.s === 'one') {
    if (typeof last.item !== 'string' || !last.item.endsWith('\n')) return undefined;
  } else if (!last || !hasLineFeed(last)) return undefined;
  const lines = split(line, false);
  return lines;
}

function hasLineFeed(step: Step<Part>): boolean {
  if (step.s === 'one') return typeof step.item === 'string' && step.item.includes('\n');
  if (step.s === 'if') return [...step.then, ...step.else].some(hasLineFeed);
  return [...step.body, ...(step.separator ?? [])].some(hasLineFeed);
}
