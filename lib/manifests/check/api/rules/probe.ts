import type { Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';

const ASKED_BY_PROBES = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const ASKED_BY_HOOKS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** Probes and hooks. @see k8s.io/kubernetes pkg/apis/core/validation `validateProbe`, `validateHandler` */
export const PROBE_RULES: TypeRules = {
  'core.v1.Probe': function* (probe, place) {
    yield* oneHandler(probe, ASKED_BY_PROBES, place);
    const { successThreshold, terminationGracePeriodSeconds } = probe;
    if (place.key === 'readinessProbe') {
      if (terminationGracePeriodSeconds != null)
        yield place.refuse(
          'terminationGracePeriodSeconds',
          'is not for a readinessProbe, which stops nothing',
          'Remove it',
        );
      // 0 is filled in.
    } else if (typeof successThreshold === 'number' && successThreshold > 1) {
      yield place.refuse('successThreshold', `is ${shown(successThreshold)}`, `Allowed in a ${place.key}: 1`);
    }
  },
  'core.v1.LifecycleHandler': function* (hook, place) {
    yield* oneHandler(hook, ASKED_BY_HOOKS, place);
  },
  'core.v1.SleepAction': function* ({ seconds }, place) {
    const grace = place.within('core.v1.PodSpec')?.value.terminationGracePeriodSeconds ?? 30;
    if (typeof seconds === 'number' && typeof grace === 'number' && (seconds < 0 || seconds > grace))
      yield place.refuse('seconds', `is ${seconds}`, `Allowed: 0 to terminationGracePeriodSeconds, ${grace}`);
  },
  'core.v1.ExecAction': function* ({ command }, place) {
    if (!Array.isArray(command) || command.length === 0)
      yield place.refuse('command', 'is empty', 'Write at least one');
  },
  'core.v1.HTTPGetAction': function* ({ port }, place) {
    if (port === '') yield place.refuse('port', 'is empty', 'Write a number or a name');
  },
  'core.v1.TCPSocketAction': function* ({ port }, place) {
    if (port === '') yield place.refuse('port', 'is empty', 'Write a number or a name');
  },
};

function* oneHandler(value: Fields, handlers: readonly string[], place: Place): Generator<Refusal> {
  const given = handlers.filter((handler) => value[handler] != null);
  if (given.length === 1) return;
  yield place.refuse(
    '',
    given.length === 0 ? 'has no handler' : `has ${given.join(' and ')}`,
    `Allowed: one of ${handlers.join(', ')}`,
  );
}
