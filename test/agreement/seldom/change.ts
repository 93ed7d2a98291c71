import type { Case } from '../case';
import { changeIn, changes } from '../everyday/change';
import { seldomObjects } from './objects';

/** A change of one object, of those that an application seldom brings along, too. */
export const seldom = changeIn(seldomObjects);

/** A change of several of them. */
export const seldomOnes = (...[name, make, rest]: Parameters<typeof changes>): Case =>
  changes(name, make, rest, seldomObjects);
