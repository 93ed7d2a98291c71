import type { Algorithm } from '../config/service';
import { consistentHash } from './consistent-hash';
import { ipHash } from './ip-hash';
import { leastConnections } from './least-connections';
import type { Pick } from './pick';
import { powerOfTwoChoices } from './power-of-two-choices';
import { random } from './random';
import { roundRobin } from './round-robin';
import { weightedRoundRobin } from './weighted-round-robin';

/** Every algorithm by its name in the config file. */
export const algorithms: Readonly<Record<Algorithm, Pick>> = {
  random,
  'round-robin': roundRobin,
  'weighted-round-robin': weightedRoundRobin,
  'least-connections': leastConnections,
  'power-of-two-choices': powerOfTwoChoices,
  'ip-hash': ipHash,
  'consistent-hash': consistentHash,
};
