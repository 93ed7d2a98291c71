import fc from 'fast-check';
import { serviceSchema } from '../config/service';
import { overdue, Phase } from '../proxy/overdue';
import type { Progress } from '../proxy/overdue';
import { configOf } from './harness/proxy';

const service = serviceSchema.parse({ name: 'up', hosts: [{ address: 'a', port: 1 }] });
const client = configOf({}).timeouts;
const NOW = 1_000_000;

const started: Progress = {
  ...{ phase: Phase.sent, phaseSince: NOW, lastProgress: NOW, requestDoneAt: NOW },
  ...{ isClientPaused: false, clientEndedAt: null, stalledSince: null },
};
const at = (progress: Partial<Progress>) => overdue({ ...started, ...progress }, NOW, service, client);
/** One millisecond too long ago. */
const past = (limit: number): number => NOW - limit - 1;

test.each<[string, Partial<Progress>, string]>([
  ['waiting for a connection', { phase: Phase.waiting, phaseSince: past(5000) }, 'queue_timeout'],
  ['waiting, without a client', { phase: Phase.waiting, clientEndedAt: past(1000) }, 'client_abort'],
  ['connecting', { phase: Phase.connecting, phaseSince: past(2000) }, 'connect_timeout'],
  ['a body that stops', { requestDoneAt: null, lastProgress: past(30_000) }, 'body_timeout'],
  [
    'a body that the upstream does not take',
    { requestDoneAt: null, isClientPaused: true, lastProgress: past(30_000) },
    'upstream_timeout',
  ],
  ['one try', { requestDoneAt: past(30_000), lastProgress: past(30_000) }, 'upstream_timeout'],
  ['all tries', { requestDoneAt: past(60_000), lastProgress: NOW }, 'total_timeout'],
  ['an answer, without a client', { clientEndedAt: past(1000) }, 'client_abort'],
  ['an answer that stops', { phase: Phase.responding, lastProgress: past(60_000) }, 'upstream_stalled'],
  ['a client that takes nothing', { phase: Phase.responding, stalledSince: past(60_000) }, 'client_stalled'],
  ['a tunnel', { phase: Phase.tunnel, lastProgress: past(600_000) }, 'tunnel_idle'],
])('too long in %s: %s gives %s', (_, progress, code) => {
  expect(at(progress)).toBe(code);
});

test('nothing is overdue before the shortest limit, and nothing that is done ever is', () => {
  const time = fc.integer({ min: NOW - 900, max: NOW });
  const progress = fc.record({
    phase: fc.constantFrom(...Object.values(Phase)),
    ...{ phaseSince: time, lastProgress: time, requestDoneAt: fc.option(time), clientEndedAt: fc.option(time) },
    ...{ isClientPaused: fc.boolean(), stalledSince: fc.option(time) },
  });
  fc.assert(fc.property(progress, (one) => overdue(one, NOW, service, client) === null));
  fc.assert(
    fc.property(progress, (one) => overdue({ ...one, phase: Phase.done }, NOW + 1e9, service, client) === null),
  );
});
