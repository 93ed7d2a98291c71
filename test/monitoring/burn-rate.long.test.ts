import { groupsOf, monitored, polls } from './fixture/monitored';
import { gauge, playScenarios, type Scenario } from './fixture/promtool';
import { requests, type Phase } from './fixture/well';

// Days of requests through real promtool. The objective is 99.9 % of the requests without 5xx and 99 % within 250 ms, so
// that 0.1 % and 1 % of bad requests burn the budget once.
jest.setTimeout(580_000);

const groups = groupsOf(monitored(polls));

// Every five minutes the rules are evaluated, as those over days are: else it would take long.

/** Samples come every minute here. */
const MINUTE = 1;
const HOUR = 60;
const DAY = 24 * HOUR;
const PER_MINUTE = 10_000;

const phase = (steps: number, failedPerMille = 0, slowPerMille = 0): Phase => ({
  steps,
  each: PER_MINUTE,
  failed: (PER_MINUTE * failedPerMille) / 1000,
  slow: (PER_MINUTE * slowPerMille) / 1000,
});

function scenario(name: string, phases: readonly Phase[], firing: Scenario['firing']): Scenario {
  const steps = phases.reduce((sum, one) => sum + one.steps, 0);
  const up = { 'up{job="shop-web",namespace="prod",pod="a"}': gauge([steps + 1, 1]) };
  return { name, series: { ...up, ...requests(phases) }, firing };
}

/** The alerts of windows that burn: those of an hour and of six are one, those of a day and of three another. */
const alertsOf = (title: string, windows: readonly string[]): string[] => [
  ...new Set(windows.map((window) => `${title}BudgetBurning ${/h$/.test(window) ? 'critical' : 'warning'}`)),
];
const availability = (...windows: string[]): string[] => alertsOf('Availability', windows);
const latency = (...windows: string[]): string[] => alertsOf('Latency', windows);

const threeDays = phase(3 * DAY);

test('each window has a burn that it alone, or it first, tells of', () => {
  const scenarios = [
    scenario('half of the budget, for three days and more', [phase(3 * DAY + 6 * HOUR, 0.5, 5)], {
      '1h': [],
      '3d': [],
      '3d6h': [],
    }),
    scenario(
      '20 times the budget for an hour: 1h, and over soon after it ends',
      [threeDays, phase(HOUR, 20), phase(HOUR)],
      {
        '3d10m': [],
        '3d1h': availability('1h'),
        '3d1h15m': [],
        '3d2h': [],
      },
    ),
    scenario('8 times the budget: 6h, and 1d after ten hours', [threeDays, phase(11 * HOUR, 8)], {
      '3d4h': [],
      '3d5h': availability('6h'),
      '3d10h30m': availability('6h', '1d', '3d'),
    }),
    scenario('1.5 times the budget: 3d alone', [threeDays, phase(52 * HOUR, 1.5)], {
      '5d3h': availability('3d'),
      '4d20h': [],
    }),
    scenario('a quarter of the answers late: latency, 1h', [threeDays, phase(HOUR, 0, 250)], {
      '3d20m': [],
      '3d50m': latency('1h'),
    }),
    scenario('all of it at once', [phase(2 * HOUR, 500, 400)], {
      '10m': [...availability('1h', '3d'), ...latency('1h', '3d')],
    }),
  ];
  expect(playScenarios(groups, scenarios, '1m', '5m')).toContain('SUCCESS');
});

test('of few requests, one that fails is a large share but no alert', () => {
  const few = (failed: number): Phase[] => [
    { steps: 60 * MINUTE, each: 1 },
    { steps: failed, each: 1, failed: 1 },
    { steps: 60 * MINUTE, each: 1 },
  ];
  const scenarios = [
    scenario('4 of 60 in an hour', few(4), { '1h5m': [], '1h20m': [] }),
    scenario('8 of 60 in an hour', few(8), {
      '1h9m': availability('1h', '3d'),
      '2h': availability('1d', '3d'),
    }),
  ];
  expect(playScenarios(groups, scenarios, '1m')).toContain('SUCCESS');
});

test.each([
  [100, '0.1', '0.25'],
  [1000, '1', '2.5'],
  [1000, '1.0', '2.5'],
])('%s ms is the bound %s of the histogram, as Prometheus 2 or 3 writes it', (milliseconds, le, above) => {
  const rules = groupsOf(monitored(polls, { slo: { latency: { percent: 99, milliseconds } } }));
  const of = (metric: string, each: number, bound?: string): [string, string] => [
    `http_request_duration_seconds_${metric}{job="shop-web",namespace="prod",status="200"${bound === undefined ? '' : `,le="${bound}"`}}`,
    `0+${each}x60`,
  ];
  const series = (within: number): Record<string, string> => ({
    'up{job="shop-web",namespace="prod"}': '1x60',
    ...Object.fromEntries([of('count', 100), of('bucket', within, le), of('bucket', 100, above)]),
  });
  const scenarios = [
    { name: 'in time', series: series(100), firing: { '10m': [] } },
    { name: 'late', series: series(50), firing: { '10m': latency('1h', '3d') } },
  ];
  expect(playScenarios(rules, scenarios, '1m')).toContain('SUCCESS');
});
