import { identityOf } from '../judge/pairs';
import { judgeUpgrade } from '../judge/judge-upgrade';
import { objectName } from '../../manifests/manifest';
import { larger, type Finding, type Witness } from '../judge/finding';
import { isMap, type ValuesTree } from '../../values/merge';
import { both } from '../values/both';
import { leaves, pathKey, pathText, valueAt, type Path } from '../values/path';
import { isCarriedOver } from '../values/carried-over';
import { isForgotten } from '../values/forgotten';
import { isKnown } from '../values/plan';
import type { Plan } from '../values/knowledge';
import type { Trial } from '../values/trial';
import { affectedIn, effectOf, isSameIn, lostIn } from './effect';
import { Ledger } from './ledger';
import type { Objects, Rendered, Renders, Situation } from './render';
import { isTruthy, kindOf } from '../template/formula';
import { complaints } from './complaints';
import { errorKey } from './refusal';
import { refusedObjects } from './refused-objects';
import { unrendered } from './unrendered';

/** What became of a value, over all trials that set it. */
interface Fate {
  readonly path: Path;
  affectsBefore: boolean;
  affectsAfter: boolean;
  witness?: Witness;
}

/** What is known of one value's effects: fields that it has lost, and fields that it has. */
interface Told {
  readonly lost: ReadonlySet<string>;
  readonly affected: ReadonlySet<string>;
}

const NOTHING: Told = { lost: new Set(), affected: new Set() };

/** Renders trials in both charts and writes down what differs. */
export class Explorer {
  readonly ledger = new Ledger();
  private readonly fates = new Map<string, Fate>();
  private readonly defaults: { readonly before: unknown; readonly after: unknown };
  private compared = 0;
  private refusedBefore = 0;

  /** @param remedy values that the new chart needs and the old one did not know */
  constructor(
    private readonly renders: Renders,
    private readonly remedy: ValuesTree,
    private readonly plan: Plan,
  ) {
    this.defaults = { before: plan.before.defaults, after: plan.after.defaults };
  }

  /** How many trials both charts rendered, and how many the old one refused. */
  get counts(): { compared: number; refusedBefore: number } {
    return { compared: this.compared, refusedBefore: this.refusedBefore };
  }

  async trial(trial: Trial): Promise<void> {
    const [before, after] = await Promise.all([this.renders.before(trial), this.after(trial)]);
    if (!before.ok) {
      this.refusedBefore++;
      return;
    }
    this.compared++;
    const witness = witnessOf(trial, 'values');
    if (!after.ok) {
      if (this.isNew(after.error, trial.values)) return;
      // Nobody has values of which no API server took the objects.
      if (trial.varied && (await this.isInvalid(before, trial, trial.varied.from))) return;
      this.refused(trial, after.error, witness);
      return;
    }
    const text = trial.varied && unrendered(trial.varied, before, after);
    if (text) return this.ledger.add(text, witness, namesOf(before, after));
    const told = trial.varied ? await this.effects(trial, trial.varied, before, after, witness) : NOTHING;
    const { varied } = trial;
    if (varied && (await this.isInvalid(before, trial, varied.from))) return;
    const names = namesOf(before, after);
    for (const finding of judgeUpgrade(before.objects, after.objects)) {
      if (finding.object !== undefined && told.lost.has(subjectField(finding))) continue;
      this.ledger.add(
        varied && told.affected.has(subjectField(finding)) ? this.elsewhere(finding, varied.path) : finding,
        witness,
        names,
      );
    }
  }

  /** Whether both charts render some values and nothing shows that is not told already; they count as so many trials. */
  async isSilent(situation: Situation, count: number): Promise<boolean> {
    const [before, after] = await Promise.all([this.renders.before(situation), this.after(situation)]);
    if (!before.ok || !after.ok) return false;
    const names = namesOf(before, after);
    if (judgeUpgrade(before.objects, after.objects).some((finding) => !this.ledger.has(finding, names))) return false;
    this.compared += count;
    return true;
  }

  /** `helm upgrade --reuse-values`: the new templates get what the old chart has computed. */
  async reuse(trial: Trial): Promise<void> {
    const [before, after, reused] = await Promise.all([
      this.renders.before(trial),
      this.after(trial),
      this.renders.reused(trial),
    ]);
    if (!before.ok) return;
    const witness = witnessOf(trial, 'reuse-values');
    if (!reused.ok) {
      if (!after.ok && errorKey(after.error) === errorKey(reused.error)) return;
      const message = `helm upgrade --reuse-values fails: ${reused.error}`;
      const advice = 'reach new values so that they may be missing: (.Values.section).key | default …';
      this.ledger.add(
        { rule: 'reuse-values-refused', level: 'major', field: errorKey(reused.error), message, advice },
        witness,
      );
      return;
    }
    const names = namesOf(before, reused);
    const broken = (finding: Omit<Finding, 'rule' | 'level'>): void => {
      const message = `under helm upgrade --reuse-values, ${finding.message}`;
      this.ledger.add({ ...finding, rule: 'reuse-values-broken', level: 'major', message }, witness, names);
    };
    const ordinary = after.ok ? after.objects : before.objects;
    const known = new Set([...refusedObjects(before.objects), ...refusedObjects(ordinary)]);
    // Of an object that was there before, the judges below say it.
    const there = new Set(before.objects.map(identityOf));
    for (const refusal of refusedObjects(reused.objects.filter((object) => !there.has(identityOf(object)))))
      if (!known.has(refusal)) broken({ field: refusal, message: `the API server refuses ${refusal}` });
    const usual = new Set(judgeUpgrade(before.objects, ordinary).map(subject));
    const found = judgeUpgrade(before.objects, reused.objects);
    const refused = new Set(found.flatMap(({ rule, object }) => (rule === 'invalid-object' ? [object] : [])));
    for (const finding of found) {
      // Of an object that is not even taken, nothing else matters.
      if (refused.has(finding.object) && finding.rule !== 'invalid-object') continue;
      // Pods that restart for nothing here have another reason to in the ordinary case; of a hook, one field is told of all.
      if (usual.has(subject(finding)) || this.ledger.has(finding) || /^(restart|hook)$/.test(finding.rule)) continue;
      broken(finding);
    }
  }

  /** The new chart, with what it needs besides. */
  after(situation: Situation): Promise<Rendered> {
    return this.renders.after({ ...situation, values: both(this.remedy, situation.values) });
  }

  /** Objects of either chart for values, or undefined when it refuses them. */
  async rendered(which: 'before' | 'after', values: ValuesTree): Promise<Objects['objects'] | undefined> {
    const found = await (which === 'before' ? this.renders.before({ values }) : this.after({ values }));
    return found.ok ? found.objects : undefined;
  }

  /** Writes down that the new chart takes not even the old one's defaults. */
  refusesDefaults(error: string): void {
    this.refused({ values: {} }, error, { by: 'values', values: {} });
  }

  private refused(trial: Trial, error: string, witness: Witness): void {
    const value = trial.varied && pathText(trial.varied.path);
    const finding: Finding = {
      rule: 'refused',
      level: trial.varied && isForgotten(trial.varied, error, this.plan.before) ? 'minor' : 'major',
      field: errorKey(error),
      ...(value !== undefined && { value }),
      message: `the new version refuses values that the old one takes: ${error}`,
      advice: 'take them still, or carry them over',
    };
    // The same complaint about defaults or a context says it all.
    const same = this.ledger
      .all()
      .some(
        ({ rule, field, level }) =>
          rule === 'refused' && field === finding.field && larger(level, finding.level) === level,
      );
    if (!same) this.ledger.add(finding, witness);
    if (!trial.varied) return;
    const fate = this.fateOf(trial.varied.path);
    fate.affectsAfter = true;
  }

  /** Whether the old version made objects of a value that no API server takes: what becomes of those is nobody's concern. */
  private async isInvalid(before: Objects, trial: Trial, from: ValuesTree): Promise<boolean> {
    const refused = refusedObjects(before.objects);
    if (refused.size === 0) return false;
    const base = await this.renders.before({ ...trial, values: from });
    const usual = base.ok ? refusedObjects(base.objects) : new Set<string>();
    return [...refused].some((refusal) => !usual.has(refusal));
  }

  /**
   * Whether values that the old version did not know were given, and helm complains of nothing but such: what it says of the
   * defaults tells of those. With values of old alone, one that is missing now is missed by whoever has them.
   */
  private isNew(error: string, given: ValuesTree): boolean {
    if (/additional propert/i.test(error) || leaves(given).every((path) => isKnown(path, this.plan.before)))
      return false;
    const named = complaints(error, this.plan.after);
    return (
      named.length > 0 &&
      named.every((path) => path.length > 0 && !isKnown(path, this.plan.before) && !isTaken(path, given))
    );
  }

  private fateOf(path: Path): Fate {
    const key = pathKey(path);
    const fate = this.fates.get(key) ?? { path, affectsBefore: false, affectsAfter: false };
    this.fates.set(key, fate);
    return fate;
  }

  /** Compares what one value does in both charts. @returns what it does not do any more, so that it is told once */
  private async effects(
    trial: Trial,
    { path, value, from }: NonNullable<Trial['varied']>,
    before: Objects,
    after: Objects,
    witness: Witness,
  ): Promise<Told> {
    const base = { ...trial, values: from };
    const [baseBefore, baseAfter] = await Promise.all([this.renders.before(base), this.after(base)]);
    if (!baseBefore.ok || !baseAfter.ok) return NOTHING;
    const lost = new Set<string>();
    const did = effectOf(baseBefore.objects, before.objects);
    const does = effectOf(baseAfter.objects, after.objects);
    const fate = this.fateOf(path);
    const isNewDefault = valueAt(this.defaults.after, path) === value;
    const isUnseen = !isTruthy(value) && isCarriedOver(path, this.plan.after.reads);
    // What is the same in both, as by the default of the new one, is not lost.
    if (did.size > 0 && !isNewDefault && !isUnseen && !isSameIn(did, before, after)) {
      fate.affectsBefore = true;
      fate.witness ??= witness;
    }
    if (does.size > 0) fate.affectsAfter = true;
    if (isNewDefault) return NOTHING;
    for (const [name, fields] of lostIn(did, does, before, after)) {
      this.ledger.add(
        {
          rule: 'value-elsewhere',
          level: isUnseen ? 'minor' : 'major',
          object: name,
          value: pathText(path),
          message: `${pathText(path)} has no effect on it any more (${fields.slice(0, 3).join(', ')})`,
          advice: 'let it go on doing what it did',
        },
        witness,
        namesOf(before, after),
      );
      for (const field of fields) lost.add(`${name}\n${field}`);
    }
    return { lost, affected: affectedIn(did, does, before, after) };
  }

  /** What a value does otherwise than before; of another type, it is not what was meant. */
  private elsewhere(finding: Finding, path: Path): Finding {
    if (finding.level === 'major' || this.ledger.has(finding)) return finding;
    const [was, is] = [this.defaults.before, this.defaults.after].map((defaults) => kindOf(valueAt(defaults, path)));
    const level = was !== is && is !== 'invalid' ? 'major' : finding.level;
    return { ...finding, rule: 'value-elsewhere', level, value: pathText(path) };
  }

  /** Values that did something and now do nothing in any trial. */
  ignored(): readonly { readonly path: Path; readonly witness: Witness }[] {
    return [...this.fates.values()].flatMap(({ path, affectsBefore, affectsAfter, witness }) =>
      affectsBefore && !affectsAfter && witness ? [{ path, witness }] : [],
    );
  }
}

const namesOf = (...rendered: readonly Objects[]): Set<string> =>
  new Set(rendered.flatMap(({ objects }) => objects.map(objectName)));

const subjectField = ({ object, field }: Finding): string => `${object ?? ''}\n${field ?? ''}`;

const subject = ({ rule, object, field }: Finding): string => [rule, object, field].join('\n');

function witnessOf({ values, release, kubeVersion, apiVersions }: Trial, by: Witness['by']): Witness {
  return {
    by,
    values,
    ...(release && { release }),
    ...(kubeVersion && { kubeVersion }),
    ...(apiVersions && { apiVersions }),
  };
}

/** Whether something that is no map was given where a value is looked for: a text that has become a section. */
const isTaken = (path: Path, given: ValuesTree): boolean =>
  path.some((_, i) => {
    const value = valueAt(given, path.slice(0, i + 1));
    return value !== undefined && value !== null && !isMap(value);
  });
