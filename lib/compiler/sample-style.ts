/** How values are chosen. */
export interface SampleStyle {
  /** How often a choice stays at its default. */
  readonly calm: number;
  /** How often a text is one of the shortest allowed. */
  readonly blank: number;
  /** How often a text is one that looks like something else; such texts are no markers. */
  readonly traps: number;
  /** How often a text, a key or a number is made of the constants in the author's code. */
  readonly literals?: number;
  /** How often a number or a text stays at its default. */
  readonly defaults: number;
  /** Lengths of lists and records to choose from. */
  readonly lengths: readonly number[];
  /** How often a text is the same as another one. */
  readonly repeats: number;
}

export const LEARN: SampleStyle = { calm: 0.3, blank: 0, traps: 0, defaults: 0, lengths: [0, 2, 2, 3, 3], repeats: 0 };

/** Whether texts are to be recognised. */
export const isForLearning = ({ defaults, traps, repeats }: SampleStyle): boolean => defaults + traps + repeats === 0;
