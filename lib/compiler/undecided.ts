import { CompileError } from './compile-error';
import type { Advice } from './watch/advice';
import { ABSENT, comparesTwoValues, missing, type Decision } from './watch/decisions';
import type { Explorer } from './watch/explore';
import { placeOf } from './watch/recorder';

/**
 * Refuses a chart whose code decides something by the values that never came out but one way: what the other way does is not
 * known, and a template would leave it out. A decision that the schema and the rules settle is none.
 *
 * @throws CompileError with file and line, and what was decided on
 */
export function assertAllDecided(
  chart: string,
  {
    decisions,
    understands,
    findsOwnKey,
    asksTable,
  }: Pick<Advice, 'decisions' | 'understands' | 'findsOwnKey' | 'asksTable'>,
  explorer: Explorer,
): void {
  const alone = decisions.thin().filter(comparesTwoValues);
  // What a function does to a text is the same whether it changes it or not, where the function is known.
  const isKnown = (decision: Decision): boolean =>
    // What is in a map wherever it is looked for was asked for before.
    asksTable(decision) ||
    (decision.op === 'lookUp' && understands(decision) && decision.outcomes.has('true')) ||
    (EFFECTS.has(decision.op) && (understands(decision) || (decision.op !== 'split' && decision.outcomes.has('true'))));
  const open = [
    ...decisions
      .unexplored()
      .filter((decision) => !isKnown(decision) && !findsOwnKey(decision) && !isSettled(decision, explorer)),
    ...alone,
  ];
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

const MATCHES = new Set(['test', 'exec', 'match']);

/** Whether nothing that is allowed would turn it. */
function isSettled(decision: Decision, explorer: Explorer): boolean {
  const { allowed, refused, refusedGoals, allowedGoals } = explorer.attemptsOn(decision);
  if (isOfTypes(decision) || isOfEmptiness(decision)) return true;
  if (decision.wanted.size > 0)
    return missing(decision).every((key) =>
      key === ABSENT ? [...allowedGoals].every((goal) => decision.wanted.has(goal)) : refusedGoals.has(key),
    );
  // Code of the library itself, whose names are tested on their own.
  if (decision.site.file.startsWith('chartwright:')) return true;
  if (allowed === 0 && refused > 0) return true;
  // A text whose schema has a pattern that the code asks for as well: nothing that fits the one fails the other.
  if (MATCHES.has(decision.op) && decision.outcomes.has('true') && refused > 0) return true;
  return allowed === 0 && EFFECTS.has(decision.op);
}

/** Functions that may leave a text as it is: where no value is known that they would change, none is missed. */
const EFFECTS = new Set(
  'cut slice substring substr trim trimStart trimEnd toLowerCase toUpperCase replace replaceAll split padStart padEnd'.split(
    ' ',
  ),
);

/** Decisions that the kinds of values settle: whether something is there at all is tried with whatever may be absent. */
function isOfTypes({ op, outcomes }: Decision): boolean {
  if (op === 'nullish') return outcomes.has('false');
  if (['isArray', 'isInteger', 'isFinite', 'isNaN', 'isSafeInteger'].includes(op)) return true;
  const asked = [...outcomes.values()].flat().map(({ event }) => event.args);
  if (op === 'truth')
    return asked.every(
      ([value]) => typeof value === 'object' || typeof value === 'function' || typeof value === 'string',
    );
  if (!['===', '!==', '==', '!='].includes(op)) return false;
  const isNothing = (value: unknown): boolean => value === undefined || value === null;
  return asked.every(([a, b]) => isNothing(b) || isNothing(a) || typeof a === 'object' || typeof b === 'object');
}

/** Whether something is empty at all: values that are empty are drawn often enough. */
function isOfEmptiness({ outcomes, site }: Decision): boolean {
  const asked = [...outcomes.values()].flat().map(({ event }) => event.args);
  return (
    /\.(length|size)\b/.test(site.text) &&
    asked.every(([a, b]) => typeof a === 'number' && (b === 0 || b === undefined))
  );
}

function told(decision: Decision): string {
  const { site, op, outcomes, operands, wanted, asked } = decision;
  if (wanted.size > 0)
    return `${placeOf(site)}: \`${site.text}\` was never asked for ${missing(decision).slice(0, 3).join(', ')}; seen with ${[...operands].slice(0, 3).join(' and ')}`;
  if (outcomes.size > 1) {
    const few = [...asked].find(([, all]) => all.size < 2);
    return `${placeOf(site)}: \`${site.text}\` was ${few?.[0] ?? ''} for ${[...(few?.[1] ?? [])].join()} alone`;
  }
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
