import { noBits, setBit, type Bits } from './bits';
import { testHolds, valueOf } from './evaluate';
import type { Ref, Test } from './ir';
import type { Case } from './place';

/**
 * All cases of one sort: the runs themselves, or the elements of one list or record in them. What a test says of them is
 * worked out once, and for new cases when they are asked about.
 */
export class CaseTable {
  readonly cases: Case[] = [];
  private readonly columns = new Map<Test, { bits: Bits; filled: number }>();
  private readonly numberColumns = new Map<Ref, Numbers>();
  private readonly inner = new Map<string, CaseTable>();

  add(one: Case): number {
    return this.cases.push(one) - 1;
  }

  /** Cases for the elements of a list or record, by its reference as a text. */
  below(over: string): CaseTable {
    let table = this.inner.get(over);
    if (!table) this.inner.set(over, (table = new CaseTable()));
    return table;
  }

  /** Forgets the elements: after a change of what counts as one. */
  forgetElements(): void {
    this.inner.clear();
  }

  /** The cases in which a test holds. Tests are known by identity. */
  where(test: Test): Bits {
    let column = this.columns.get(test);
    if (!column) this.columns.set(test, (column = { bits: noBits(0), filled: 0 }));
    const { cases } = this;
    if (column.filled < cases.length) {
      const bits = noBits(cases.length);
      bits.set(column.bits);
      for (let i = column.filled; i < cases.length; i++) if (testHolds(test, (cases[i] as Case).env)) setBit(bits, i);
      column.bits = bits;
      column.filled = cases.length;
    }
    return column.bits;
  }

  /** What a number is in each case, and the cases in its order. References are known by identity. */
  numbers(ref: Ref): Numbers {
    let numbers = this.numberColumns.get(ref);
    if (!numbers || numbers.values.length < this.cases.length) {
      const values = Float64Array.from(this.cases, (one) => {
        const value = valueOf(ref, one.env);
        return typeof value === 'number' ? value : -Infinity;
      });
      const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
      this.numberColumns.set(ref, (numbers = { values, order }));
    }
    return numbers;
  }
}

/** Where the number is absent it counts as -Infinity. */
export interface Numbers {
  readonly values: Float64Array;
  /** Indexes of cases, least number first. */
  readonly order: Uint32Array;
}
