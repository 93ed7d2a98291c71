/**
 * The rules of a life cycle as data: for each phase, the phase that follows each event. What does not stand in a row
 * changes nothing, so that what is over stays over.
 */
export type Phases<P extends string, E extends string> = Readonly<Record<P, Readonly<Partial<Record<E, P>>>>>;

/** Returns the phase after an event. */
export const after = <P extends string, E extends string>(table: Phases<P, E>, phase: P, event: E): P =>
  table[phase][event] ?? phase;
