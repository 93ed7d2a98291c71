import type { Among, Cond } from './ir';
import type { Shape } from './shape';
import type { PatternStep } from './watch/pattern';

/** What the code asks of the elements of a list: which of them, and what of those. */
export interface ElementsAsked {
  readonly over: Among['over'] & { from: 'value' };
  /** The element that the list belongs to, wherever it stands; undefined for a list of the chart's values. */
  readonly within?: readonly PatternStep[];
  readonly when: Cond;
  /** What is done with them: `some`, `filter`, `find`, `reduce` … */
  readonly how: string;
  readonly element: Shape;
}

/** Something that an element has, by its path from there. */
export interface OfElement {
  readonly path: readonly string[];
  readonly shape: Shape;
  readonly optional?: boolean;
}

/** Texts and numbers of an element: itself, or its fields. */
export function scalarsIn(element: Shape): OfElement[] {
  if (element.kind !== 'object') return [{ path: [], shape: element }];
  return element.fields.map(({ key, shape, optional }) => ({ path: [key], shape, optional }));
}
