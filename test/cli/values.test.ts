import { chartwright } from './run';

// Real processes, which compile a chart.
jest.setTimeout(120_000);

const values = (...args: string[]) => chartwright(['values', ...args]);

test('without a path, every value of the chart is listed with its default', async () => {
  const { stdout, code } = await values('urlpath');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^urlpath\n {2}replicas +2 +Pods/);
  expect(stdout).toMatch(/^ {2}image\.tag +"/m);
});

test('with a path, what it may be, which rules it has to keep, and which objects and fields it affects', async () => {
  const { stdout, code } = await values('urlpath', 'exposure.type', '--json');
  expect(code).toBe(0);
  const [explained] = JSON.parse(stdout) as [{ rules: string[]; affects: { object: string; fields: string[] }[] }];
  expect(explained).toMatchObject({ chart: 'urlpath', path: 'exposure.type', default: 'ingress' });
  expect(explained.rules).toContain('TLS needs a host: set exposure.ingress.host');
  expect(explained.affects).toContainEqual({ object: 'Ingress <release>', fields: [] });
  expect(explained.affects.find(({ object }) => object === 'Service <release>')?.fields).toContain('spec.type');
});

test('fails for a value that there is not, with the nearest one', async () => {
  const { stderr, code } = await values('urlpath', 'image.tga');
  expect(code).toBe(1);
  expect(stderr).toBe("The chart urlpath has no value 'image.tga'. Did you mean 'image.tag'?\n");
});
