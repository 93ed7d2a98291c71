import { follow } from '../evaluate';
import { plain } from '../leaves';
import { pathName, type PathStep } from '../markers';
import type { Sampler, ValueSample } from '../sample';
import { shapeAt, type Shape } from '../shape';
import { Texts } from '../texts';
import type { Decision, Occurrence } from './decisions';
import { isDecision } from './operations';
import { leavesOf } from './pattern';
import type { Pins } from './pins';
import { solve, stretched, type Assignment } from './solve';

/** What was tried to make a decision come out another way. */
export interface Attempts {
  /** Assignments that the schema and the rules allow. */
  allowed: number;
  /** Assignments that they do not. */
  refused: number;
  /** What would have had to come out for those. */
  readonly refusedGoals: Set<string>;
  /** What would have had to come out for those that are allowed. */
  readonly allowedGoals: Set<string>;
  readonly tried: Set<string>;
}

/** Of each outcome. */
const EXAMPLES = 3;
/** Examples, and decisions before one. */
const SOME = 2;
/** Values for each. */
const VALUES = 6;
/** Operations before a decision that are looked at. */
const NEAR = 8;
/** Value sets for one assignment: what else is decided may depend on the others. */
const MOST_SAMPLES = 80;

/** Value sets that may make a decision come out another way. */
export class Explorer {
  private readonly attempts = new Map<string, Attempts>();

  constructor(
    private readonly shape: Shape,
    private readonly sampler: Sampler,
    private readonly pins: Pins,
  ) {}

  attemptsOn({ site, op }: Decision): Attempts {
    const key = `${site.id} ${op}`;
    let attempts = this.attempts.get(key);
    if (!attempts)
      this.attempts.set(
        key,
        (attempts = { allowed: 0, refused: 0, refusedGoals: new Set(), allowedGoals: new Set(), tried: new Set() }),
      );
    return attempts;
  }

  *samplesFor(decision: Decision): Generator<ValueSample, void> {
    const attempts = this.attemptsOn(decision);
    const occurrences = [...decision.outcomes.values()].flatMap((all) => all.slice(-EXAMPLES));
    let count = 0;
    for (const occurrence of occurrences) {
      const { sample } = occurrence.run;
      for (const assignment of solve(occurrence, leavesOf(sample, this.shape))) {
        const key = `${assignment.of} ${pathName(assignment.path)} ${identity(assignment.value)}`;
        if (attempts.tried.has(key)) continue;
        attempts.tried.add(key);
        const next = this.apply(sample, assignment);
        if (!next) {
          attempts.refused++;
          attempts.refusedGoals.add(String(assignment.goal));
        } else {
          attempts.allowed++;
          attempts.allowedGoals.add(String(assignment.goal));
          yield next;
          if (++count >= MOST_SAMPLES) return;
        }
      }
    }
  }

  /**
   * What made a decision come out as it seldom does, but for what was decided just before it: `a === 1 && b < 5` is about both,
   * though all that is known to have had a small `b` had that `a`.
   */
  *samplesBeside(occurrences: readonly Occurrence[]): Generator<ValueSample, void> {
    for (const { run, index } of occurrences.slice(0, SOME)) {
      const leaves = leavesOf(run.sample, this.shape);
      let found = 0;
      for (let i = index - 1; i >= 0 && i >= index - NEAR && found < SOME; i--) {
        const event = run.events[i];
        if (!event || !isDecision(event.op)) continue;
        found++;
        for (const assignment of solve({ run, index: i, event }, leaves).slice(0, VALUES)) {
          const next = this.apply(run.sample, assignment);
          if (next) yield next;
        }
      }
    }
  }

  /** A sample with a value put in, other texts drawn anew; undefined where schema or rules forbid it. */
  private apply(sample: ValueSample, { of, path, value, distinct }: Assignment): ValueSample | undefined {
    if (distinct) this.keepOthers(sample, value);
    if (of === 'release') {
      if (typeof value !== 'string' || !isReleaseName(value, path[0] as string)) return undefined;
      this.pins.add(`release ${path[0] as string}`, { value, distinct });
      return this.sampler.drawAlike(sample.values, new Set(), { ...sample.release, [path[0] as string]: value });
    }
    const shape = shapeAt(this.shape, (of === 'key' ? path.slice(0, -1) : path).map(plain));
    if (!shape) return undefined;
    if (of === 'key') {
      const old = path.at(-1) as { readonly key: string };
      const record = follow(sample.values, path.slice(0, -1).map(plain)) as Record<string, unknown>;
      if (shape.kind !== 'record' || typeof value !== 'string' || !Texts.of(shape.key).allows(value)) return undefined;
      this.pins.add(`${pathName(path.slice(0, -1))} key`, { value, distinct });
      const renamed = Object.fromEntries(
        Object.entries(record).map(([key, item]) => [key === old.key ? value : key, item]),
      );
      return this.drawn(sample, path.slice(0, -1), renamed);
    }
    if (!allows(shape, value)) return undefined;
    if (typeof value === 'string' || typeof value === 'number')
      this.pins.add(pathName(path), {
        value,
        distinct,
        ...(distinct && remaking(follow(sample.values, path.map(plain)), value)),
      });
    // A list that is to be longer is made of items that are drawn anew.
    if (Array.isArray(value) && !distinct)
      for (const item of value as unknown[])
        if (typeof item === 'string') this.pins.add(`${pathName(path)}[]`, { value: item, distinct });
    if (shape.kind === 'record')
      for (const key of Object.keys(value as object))
        this.pins.add(`${pathName(path)} key`, { value: key, distinct: false });
    return this.drawn(sample, path, value);
  }

  /** Has what a value is to be the same as stay what it is. */
  private keepOthers(sample: ValueSample, value: unknown): void {
    if (typeof value !== 'string') return;
    for (const { pattern, path, value: other } of leavesOf(sample, this.shape)) {
      if (other !== value) continue;
      const place =
        pattern.of === 'release'
          ? `release ${pathName(path)}`
          : pattern.of === 'key'
            ? `${pathName(path.slice(0, -1))} key`
            : pathName(path);
      this.pins.add(place, { value, distinct: true });
    }
  }

  private drawn(sample: ValueSample, path: readonly PathStep[], value: unknown): ValueSample | undefined {
    const values = replaced(sample.values, path.map(plain), value) as Record<string, unknown>;
    return this.sampler.drawAlike(values, new Set(), sample.release);
  }
}

function replaced(values: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(values) ? [...(values as unknown[])] : { ...(values as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}

/** How other values of the same sort are made: around another text, or as long as this one. */
function remaking(old: unknown, value: unknown): { remake?: (text: string) => string } {
  if (typeof old !== 'string' || typeof value !== 'string' || old.length < 3) return {};
  if (value.length > LONG) return { remake: (text) => stretched(text, value.length) };
  const pieces = value.split(old);
  return pieces.length > 1 ? { remake: (text) => pieces.join(text) } : {};
}

/** Texts of such a length are there for their length. */
const LONG = 40;

/** As Helm and Kubernetes take them. */
const isReleaseName = (name: string, field: string): boolean =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= (field === 'name' ? 53 : 63);

/** Whether a shape allows a value. */
export function allows(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' && Texts.of(shape).allows(value);
    case 'enum':
      return shape.members.includes(value as string);
    case 'number':
      return (
        typeof value === 'number' &&
        value >= shape.min &&
        value <= shape.max &&
        (!shape.integer || Number.isInteger(value)) &&
        (!shape.step || Number.isInteger(value / shape.step))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return (
        Array.isArray(value) &&
        value.length >= shape.min &&
        value.length <= shape.max &&
        value.every((item) => allows(shape.item, item))
      );
    case 'record': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const keys = Object.keys(value);
      return keys.length >= shape.min && keys.every((key) => Texts.of(shape.key).allows(key));
    }
    case 'object':
      return typeof value === 'object' && value !== null;
    case 'union':
      return shape.of.some((option) => allows(option, value));
    case 'json':
      return true;
  }
}

/** What tells values apart. */
function identity(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(identity).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}:${identity(inner)}`)
      .join(',')}}`;
  return `${typeof value} ${String(value)}`;
}
