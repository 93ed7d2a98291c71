import fc from 'fast-check';
import { serviceSchema } from '../config/service';
import { EXCHANGE_PHASES } from '../proxy/exchange-phase';
import type { ExchangePhase } from '../proxy/exchange-phase';
import { overdue } from '../proxy/overdue';
import type { Situation } from '../proxy/overdue';
import { configOf } from './harness/proxy';

const service = serviceSchema.parse({ name: 'up', hosts: [{ address: 'a', port: 1 }] });
const client = configOf({}).timeouts;
const NOW = 1_000_000;

const started: Situation = {
  ...{ phase: 'sent', phaseSince: NOW, lastProgress: NOW, requestDoneAt: NOW },
  ...{ isClientPaused: false, clientEndedAt: null, stalledSince: null },
};
const at = (progress: Partial<Situation>) => overdue({ ...started, ...progress }, NOW, service, client);
/** One millisecond too long ago. */
const past = (limit: number): number => NOW - limit - 1;

test.each<[string, Partial<Situation>, string]>([
  ['waiting for a connection', { phase: 'waiting', phaseSince: past(5000) }, 'queue_timeout'],
  ['waiting, without a client', { phase: 'waiting', clientEndedAt: past(1000) }, 'client_abort'],
  ['connecting', { phase: 'connecting', phaseSince: past(2000) }, 'connect_timeout'],
  ['a body that stops', { requestDoneAt: null, lastProgress: past(30_000) }, 'body_timeout'],
  [
    'a body that the upstream does not take',
    { requestDoneAt: null, isClientPaused: true, lastProgress: past(30_000) },
    'upstream_timeout',
  ],
  ['one try', { requestDoneAt: past(30_000), lastProgress: past(30_000) }, 'upstream_timeout'],
  ['all tries', { requestDoneAt: past(60_000), lastProgress: NOW }, 'total_timeout'],
  ['an answer, without a client', { clientEndedAt: past(1000) }, 'client_abort'],
  ['an answer that stops', { phase: 'responding', lastProgress: past(60_000) }, 'upstream_stalled'],
  ['a client that takes nothing', { phase: 'responding', stalledSince: past(60_000) }, 'client_stalled'],
])('too long in %s: %s gives %s', (_, progress, code) => {
  expect(at(progress)).toBe(code);
});

test('nothing is overdue before the shortest limit, and nothing that is done ever is', () => {
  const time = fc.integer({ min: NOW - 900, max: NOW });
  const progress = fc.record({
    phase: fc.constantFrom(...(Object.keys(EXCHANGE_PHASES) as ExchangePhase[])),
    ...{ phaseSince: time, lastProgress: time, requestDoneAt: fc.option(time), clientEndedAt: fc.option(time) },
    ...{ isClientPaused: fc.boolean(), stalledSince: fc.option(time) },
  });
  fc.assert(fc.property(progress, (one) => overdue(one, NOW, service, client) === null));
  fc.assert(fc.property(progress, (one) => overdue({ ...one, phase: 'done' }, NOW + 1e9, service, client) === null));
});
