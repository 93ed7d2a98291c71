import type { WatchedRun } from './dataflow';
import { containersOf } from '../owners';
import { isDecision, keysOf, TABLE_LOOKUPS } from './operations';
import { originOf } from './origins';
import { isInCode, type Site, type WatchedEvent } from './recorder';

/** One time that something was decided. */
export interface Occurrence {
  readonly run: WatchedRun;
  /** Which of the run's events it is. */
  readonly index: number;
  readonly event: WatchedEvent;
}

/** A place in the author's code where something is decided, and what came of it in all runs. */
export interface Decision {
  readonly site: Site;
  readonly op: string;
  /** Examples by outcome. */
  readonly outcomes: ReadonlyMap<string, readonly Occurrence[]>;
  /** Outcomes that are known to be possible: the keys of a table. @default - any two */
  readonly wanted: ReadonlySet<string>;
  /** Whether what is decided on differs between runs. */
  readonly varies: boolean;
  /** Whether something that was there was empty: `''`, 0. */
  readonly metEmpty: boolean;
  /** Some of what it was asked of, for messages. */
  readonly operands: ReadonlySet<string>;
  /** What it was asked of, by outcome, as far as there are few. */
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>;
}

const EXAMPLES = 4;
/** What fewer runs ask is not known to be the same in each. */
const RARE = 5;
const FEW = 2;
const MOST_OPERANDS = 6;
/** A part of the runs. */
const SELDOM = 0.05;

/** Functions whose effect is a decision: whether they change anything, whether something is found. */
const EFFECTS = new Set(
  'cut sanitize slice substring substr trim trimStart trimEnd toLowerCase toUpperCase replace replaceAll padStart padEnd indexOf search match exec split lookUp get find findIndex'.split(
    ' ',
  ),
);

interface Growing extends Decision {
  /** In how many runs each outcome was met. */
  readonly met: Map<string, number>;
  readonly outcomes: Map<string, Occurrence[]>;
  readonly operands: Set<string>;
  readonly wanted: Set<string>;
  readonly asked: Map<string, Set<string>>;
  varies: boolean;
  metEmpty: boolean;
  /** How many runs asked. */
  runs: number;
  /** What it was asked of in the first run that asked. */
  first?: ReadonlySet<string>;
}

/** Whether it can be followed back where its operands come from. */
const isTelling = ({ args }: WatchedEvent): boolean =>
  args.every((arg) => arg !== undefined && arg !== null && arg !== '');

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));

/** Collects what the author's code decides. */
export class Decisions {
  private readonly found = new Map<string, Growing>();
  private noted = 0;

  note(run: WatchedRun): void {
    this.noted++;
    // A record of the values has other keys each time: what is looked for is there or not.
    const asked = new Map<string, Set<string>>();
    const records = new Set(containersOf(run.sample.values).keys());
    run.events.forEach((event, index) => {
      const constant = !records.has(event.args[0] as object);
      const outcome = outcomeOf(event, constant);
      if (outcome === undefined) return;
      const key = `${event.site.id} ${event.op}`;
      let decision = this.found.get(key);
      if (!decision)
        this.found.set(
          key,
          (decision = {
            site: event.site,
            op: event.op,
            outcomes: new Map<string, Occurrence[]>(),
            met: new Map<string, number>(),
            varies: false,
            metEmpty: false,
            runs: 0,
            wanted: new Set<string>(),
            operands: new Set<string>(),
            asked: new Map<string, Set<string>>(),
          }),
        );
      if (constant && decision.wanted.size < MOST_KEYS) for (const key of wantedOf(event)) decision.wanted.add(key);
      decision.metEmpty ||= event.op === 'truth' && (event.args[0] === '' || event.args[0] === 0);
      const operands = operandsOf(event);
      let here = asked.get(key);
      if (!here) asked.set(key, (here = new Set()));
      here.add(operands);
      if (decision.operands.size < MOST_OPERANDS) decision.operands.add(operands);
      const few = decision.asked.get(outcome);
      if (!few) decision.asked.set(outcome, new Set([operands]));
      else if (few.size < FEW) few.add(operands);
      decision.met.set(outcome, (decision.met.get(outcome) ?? 0) + 1);
      const examples = decision.outcomes.get(outcome);
      if (!examples) decision.outcomes.set(outcome, [{ run, index, event }]);
      else if (examples.length < EXAMPLES) examples.push({ run, index, event });
      else if (isTelling(event)) {
        const mute = examples.findIndex((example) => !isTelling(example.event));
        if (mute >= 0) examples[mute] = { run, index, event };
      }
    });
    // What is asked of the same in each run is none of the values' business.
    for (const [key, operands] of asked) {
      const decision = this.found.get(key);
      if (!decision) continue;
      decision.runs++;
      if (!decision.first) decision.first = operands;
      else if (!decision.varies) decision.varies = !isSame(decision.first, operands);
    }
  }

  /** Decisions that always came out the same, though what they are about differs. */
  unexplored(): Decision[] {
    return [...this.found.values()].filter(
      (decision) => (decision.varies || decision.runs < RARE) && missing(decision).length > 0,
    );
  }

  /** Decisions of which one outcome was met but a few times: what else comes with it is not known yet. */
  rare(): Decision[] {
    return [...this.found.values()].filter(
      (decision) =>
        decision.varies &&
        decision.outcomes.size > 1 &&
        decision.wanted.size === 0 &&
        [...decision.outcomes.values()].some((all) => all.length < EXAMPLES),
    );
  }

  /** What came out seldom of a decision, with what was known of it: what was decided just before it hardly differed. */
  seldom(): { readonly key: string; readonly occurrences: readonly Occurrence[] }[] {
    return [...this.found].flatMap(([key, { varies, met, outcomes, wanted }]) => {
      if (!varies || wanted.size > 0 || outcomes.size < 2) return [];
      const [outcome, count] = [...met].reduce((a, b) => (b[1] < a[1] ? b : a));
      return count < this.noted * SELDOM ? [{ key, occurrences: outcomes.get(outcome) ?? [] }] : [];
    });
  }

  /** Whether there is something, which was never there and empty: absent and empty may be two things elsewhere. */
  neverEmpty(): Decision[] {
    return [...this.found.values()].filter(isNeverEmpty);
  }

  /** Decisions of which one outcome was met with one and the same text alone: a template would take that text for a constant. */
  thin(): Decision[] {
    return [...this.found.values()].filter((decision) => decision.varies && isThin(decision));
  }
}

export function isNeverEmpty({ op, varies, metEmpty, outcomes }: Decision): boolean {
  if (op !== 'truth' || !varies || metEmpty || outcomes.size < 2) return false;
  const isText = ({ event }: Occurrence): boolean => ['string', 'number'].includes(typeof event.args[0]);
  return outcomes.get('true')?.some(isText) ?? false;
}

/** Comparisons with one value: there is no other one for that outcome. */
const EQUALITIES = new Set(['===', '!==', '==', '!=', 'truth', 'nullish', 'lookUp', 'get', 'has', 'in']);

export function isThin(decision: Decision): boolean {
  const { op, asked, outcomes, wanted } = decision;
  if ((EQUALITIES.has(op) && !comparesTwoValues(decision)) || wanted.size > 0 || outcomes.size < 2) return false;
  const texts = [...outcomes.values()].some((all) =>
    all.some(({ event }) => event.args.some((arg) => typeof arg === 'string')),
  );
  return texts && [...asked.values()].some((few) => few.size < FEW);
}

/** Whether a text is compared with another one that differs as well. */
export function comparesTwoValues({ op, outcomes }: Decision): boolean {
  if (!COMPARISONS.has(op)) return false;
  const pairs = [...outcomes.values()].flat().map(({ event }) => event.args);
  const differs = (i: number): boolean => new Set(pairs.map((pair) => pair[i])).size > 1;
  return differs(0) && differs(1) && pairs.some(([a, b]) => typeof a === 'string' && typeof b === 'string');
}

const COMPARISONS = new Set(['===', '!==', '==', '!=']);

/** Outcomes that were not met. */
export function missing({ outcomes, wanted }: Decision): string[] {
  if (wanted.size > 0) return [...wanted].filter((outcome) => !outcomes.has(outcome));
  if (outcomes.size > 1) return [];
  return outcomes.has('true') ? ['false'] : ['true'];
}

const MOST_KEYS = 60;
/** Outcome of a look-up for what is no key. */
export const ABSENT = '(none of them)';

/** The keys of a table, or the items of a list, that a value is looked for in. */
function tableOf({ op, args: [table] }: WatchedEvent): readonly unknown[] | undefined {
  return TABLE_LOOKUPS.has(op) && typeof table === 'object' && table !== null ? keysOf(table) : undefined;
}

/** A table that is written in the code: of what is made of values, other keys are there each time. */
function codeTableOf(event: WatchedEvent): readonly unknown[] | undefined {
  const keys = tableOf(event);
  const [table] = event.args;
  if (Array.isArray(table) && (originOf(table)?.how ?? 'written') !== 'written') return undefined;
  return keys?.every((key) => (typeof key === 'number' && isInCode(key)) || isInCode(String(key))) ? keys : undefined;
}

function wantedOf(event: WatchedEvent): string[] {
  const keys = codeTableOf(event);
  const key = event.args[1];
  if (!keys || keys.length > MOST_KEYS || (typeof key !== 'string' && typeof key !== 'number')) return [];
  return [...keys.map(String), ABSENT];
}

/** How something was decided; undefined for what decides nothing. */
function outcomeOf(event: WatchedEvent, constant: boolean): string | undefined {
  const { op, args, result } = event;
  const keys = constant ? codeTableOf(event) : undefined;
  if (keys && keys.length <= MOST_KEYS && (typeof args[1] === 'string' || typeof args[1] === 'number'))
    return keys.map(String).includes(String(args[1])) ? String(args[1]) : ABSENT;
  if (isDecision(op)) return typeof result === 'boolean' ? String(result) : undefined;
  if (!EFFECTS.has(op)) return undefined;
  if (op === 'lookUp') return typeof args[0] === 'object' ? String(result !== undefined) : undefined;
  if (op === 'get' || op === 'find') return String(result !== undefined);
  if (op === 'indexOf' || op === 'search' || op === 'findIndex') return String((result as number) >= 0);
  if (op === 'match' || op === 'exec') return String(result !== null);
  const [of] = args;
  if (op === 'slice' && Array.isArray(of)) return String((result as unknown[]).length !== of.length);
  if (typeof of !== 'string') return undefined;
  if (op === 'split') return String((result as unknown[]).length > 1);
  return String(result !== of);
}

/** What was decided on, for messages and to see whether it differs. */
export function operandsOf({ args }: WatchedEvent): string {
  return args
    .filter((arg) => typeof arg !== 'function')
    .map(shown)
    .join(', ');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  if (Array.isArray(value)) return `[${value.slice(0, 4).map(shown).join(', ')}${value.length > 4 ? ', …' : ''}]`;
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'object' && value !== null) return `{${Object.keys(value).slice(0, 4).join(', ')}}`;
  return String(value);
}
