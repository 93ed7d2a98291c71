import type { Finding, Proven, Witness } from '../judge/finding';
import { leaves } from '../values/path';

/** What was found, each thing once, with the simplest values that show it. */
export class Ledger {
  private readonly found = new Map<string, Proven>();
  /** Names of all objects of the trial that showed a finding, by the kind of the finding. */
  private readonly shown = new Map<string, { readonly object: string; readonly names: ReadonlySet<string> }[]>();

  /** @param names of all objects of the trial */
  add(finding: Finding, witness: Witness, names: ReadonlySet<string> = new Set()): void {
    const key = keyOf(finding);
    const known = this.found.get(key);
    if (known) {
      if (isSimpler(witness, known.witness)) this.found.set(key, { ...finding, witness });
      return;
    }
    if (this.has(finding, names)) return;
    const { object } = finding;
    if (object !== undefined && names.size > 0)
      this.shown.set(kindKey(finding), [...(this.shown.get(kindKey(finding)) ?? []), { object, names }]);
    this.found.set(key, { ...finding, witness });
  }

  /** Whether something is told already, of the same object or of one that values or the release give another name. */
  has(finding: Finding, names: ReadonlySet<string> = new Set()): boolean {
    if (this.found.has(keyOf(finding))) return true;
    const { object } = finding;
    if (object === undefined || names.size === 0) return false;
    const alike = this.shown.get(kindKey(finding)) ?? [];
    return alike.some((known) => !names.has(known.object) && !known.names.has(object));
  }

  replace(change: (finding: Proven) => Proven | undefined): void {
    for (const [key, finding] of this.found) {
      const changed = change(finding);
      if (changed) this.found.set(key, changed);
      else this.found.delete(key);
    }
  }

  all(): Proven[] {
    return [...this.found.values()];
  }
}

/** Whether values show the same in the same way, and are fewer. */
function isSimpler(witness: Witness, known: Witness): boolean {
  const isPlain = witness.release === undefined && witness.kubeVersion === undefined && !witness.apiVersions;
  return witness.by === known.by && isPlain && leaves(witness.values).length < leaves(known.values).length;
}

/** An identity for findings: what is said of what, whatever the values that show it. */
export function keyOf({ rule, object = '', field = '', value = '', message, level }: Finding): string {
  // What names no field is told apart by its words.
  const words = field === '' && value === '' ? message : '';
  return [rule, level, object, field, value, words].join('\n');
}

/** Names of containers and the like follow the object's. */
function kindKey({ rule, object = '', field = '' }: Finding): string {
  return [rule, object.split(' ')[0], field.replace(/\[[^\]]*\]/g, '[]')].join('\n');
}
