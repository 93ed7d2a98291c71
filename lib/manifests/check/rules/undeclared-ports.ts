import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { probePortNumbers } from './probe-ports';
import { servicePortNumbers } from './service-ports';

/** Probes and Services ask a port whose number somebody declares; a declaration is for people, and no port is closed without. */
export function* undeclaredPorts(set: ObjectSet): Generator<Problem> {
  yield* probePortNumbers(set);
  yield* servicePortNumbers(set);
}
