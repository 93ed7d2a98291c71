import { CompileError } from './compile-error';
import { missing, type Decision, type Decisions } from './watch/decisions';
import type { Explorer } from './watch/explore';
import { placeOf } from './watch/recorder';

/**
 * Refuses a chart whose code decides something by the values that never came out but one way: what the other way does is not
 * known, and a template would leave it out. A decision that the schema and the rules settle is none.
 *
 * @throws CompileError with file and line, and what was decided on
 */
export function assertAllDecided(chart: string, decisions: Decisions, explorer: Explorer): void {
  const open = decisions.unexplored().filter((decision) => !isSettled(decision, explorer));
  if (open.length === 0) return;
  throw new CompileError(
    `Chart '${chart}': ${open.length === 1 ? 'a decision was' : `${open.length} decisions were`} never met the other way, so what the chart would have to do then is not known:\n` +
      open
        .slice(0, MOST)
        .map((decision) => `  ${told(decision)}`)
        .join('\n') +
      (open.length > MOST ? `\n  … and ${open.length - MOST} more` : '') +
      '\nBound the value in the schema so that it cannot happen, make it an enum, or give the schema a pattern by which such a value can be made.',
  );
}

const MOST = 5;

/** Whether everything that would turn it is forbidden. */
function isSettled(decision: Decision, explorer: Explorer): boolean {
  const { allowed, refused, refusedGoals } = explorer.attemptsOn(decision);
  if (decision.wanted.size > 0) return missing(decision).every((key) => refusedGoals.has(key));
  return allowed === 0 && refused > 0;
}

function told(decision: Decision): string {
  const { site, op, outcomes, operands, wanted } = decision;
  if (wanted.size > 0)
    return `${placeOf(site)}: \`${site.text}\` was never asked for ${missing(decision).slice(0, 3).join(', ')}; seen with ${[...operands].slice(0, 3).join(' and ')}`;
  const [outcome] = outcomes.keys();
  return `${placeOf(site)}: \`${site.text}\` was ${outcome === 'true' ? 'always true' : outcome === 'false' ? 'never true' : 'always the same'}${NAMES[op] ? ` (${NAMES[op]})` : ''}; seen with ${[...operands].slice(0, 3).join(' and ')}`;
}

const NAMES: Readonly<Record<string, string>> = {
  slice: 'whether it changes the text',
  substring: 'whether it changes the text',
  trim: 'whether it changes the text',
  toLowerCase: 'whether it changes the text',
  toUpperCase: 'whether it changes the text',
  replace: 'whether it changes the text',
  replaceAll: 'whether it changes the text',
  split: 'whether there is more than one piece',
  lookUp: 'whether there is such a key',
  get: 'whether there is such a key',
};
