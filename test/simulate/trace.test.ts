import { readTrace } from '../../lib/simulate/trace';

const read = (text: string, column?: string): number[] => [...readTrace(text, 'x.csv', { column }).load];

describe('a trace', () => {
  test('goes in straight lines between its points, and is multiplied', () => {
    expect(read('time,rps\n0,10\n4,50\n6,50\n')).toEqual([10, 20, 30, 40, 50, 50, 50]);
    expect([...readTrace('100,1\n101,2', 'x.csv', { factor: 10 }).load]).toEqual([10, 20]);
  });

  test('takes semicolons, tabs, quotes, comments, other ends of lines and a byte order mark', () => {
    const text = '\uFEFF"when";"rate"\n# noon\n"2026-11-21T12:00:00Z";3\n\n"2026-11-21T12:00:02Z";5\r\n';
    expect(read(text)).toEqual([3, 4, 5]);
    expect(read('sep=;\ntime;rate\n0;1\n1;2')).toEqual([1, 2]);
    expect(read('0\t1\r1\t2')).toEqual([1, 2]);
  });

  test.each([
    ['seconds', '1764324000,10\n1764324002,30'],
    ['milliseconds', '"Time","Value"\n1764324000000,10\n1764324002000,30'],
    ['microseconds', '1764324000000000,10\n1764324002000000,30'],
    ['nanoseconds', '1764324000000000000,10\n1764324002000000000,30'],
    ['dates without a zone', 'Time,Value\n2026-11-28 10:00:00,10\n2026-11-28 10:00:02,30'],
    ['dates with fractions and a zone', '2026-11-28T10:00:00.000+01:00,10\n2026-11-28T09:00:02Z,30'],
    ['dates with the day first', 'Datum;Wert\n28.11.2026 10:00:00;10\n28.11.2026 10:00:02;30'],
    ['dates with slashes that only fit one way', '11/28/2026 10:00:00,10\n11/28/2026 10:00:02,30'],
    ['times of day', '10:00:00,10\n10:00:02,30'],
  ])('takes times as %s', (_, text) => {
    expect(read(text)).toEqual([10, 20, 30]);
  });

  test.each([
    ['a comma before decimals', 'Zeit;Anfragen\n0;12,5\n1;14,0', [12.5, 14]],
    ['points between thousands then', '0;1.234,5\n1;14,25', [1234.5, 14.25]],
    ['commas between thousands, quoted', '0,"1,234.5"\n1,"2,000.0"', [1234.5, 2000]],
    ['exponents', '0,1.5e2\n1,2E2', [150, 200]],
    ['units of Grafana', 'Time,Value\n0,12.5 req/s\n1,13 req/s', [12.5, 13]],
  ])('takes numbers with %s', (_, text, load) => {
    expect(read(text)).toEqual(load);
  });

  test('bridges times without a figure, and says so', () => {
    const { load, notes } = readTrace('Time,Value\n0,10\n1,\n2,null\n3,40', 'x.csv');
    expect([...load]).toEqual([10, 20, 30, 40]);
    expect(notes).toEqual(['2 times have no figure; straight lines bridge them']);
  });

  test('passes over columns of words, and takes the one called requests per second', () => {
    expect(read('time,rps,comment\n0,1,morning\n1,2,')).toEqual([1, 2]);
    const { load, notes } = readTrace('time,rps,p99\n0,1,230\n1,2,240', 'x.csv');
    expect([...load]).toEqual([1, 2]);
    expect(notes).toEqual(["the load is 'rps' of 'rps', 'p99'"]);
  });

  test('of several series is the one that is named, by name or number, or their sum', () => {
    const grafana = '"Time","web","api"\n2026-11-28 10:00:00,10,1\n2026-11-28 10:00:01,20,2';
    expect(() => read(grafana)).toThrow("x.csv has 2 series: 'web', 'api'. Say which is the load, e.g. --column 'web'");
    expect([read(grafana, 'api'), read(grafana, '1'), read(grafana, 'all')]).toEqual([
      [1, 2],
      [10, 20],
      [11, 22],
    ]);
    expect(() => read(grafana, 'db')).toThrow("x.csv has no series 'db'. There are: 'web', 'api'");
    const long =
      'Series;Time;Value\nweb;2026-11-28T10:00:00Z;10\nweb;2026-11-28T10:00:01Z;20\napi;2026-11-28T10:00:00Z;1\napi;2026-11-28T10:00:01Z;2';
    expect(() => read(long)).toThrow("'web', 'api'");
    expect([read(long, 'web'), read(long, 'all')]).toEqual([
      [10, 20],
      [11, 22],
    ]);
  });

  test('has no sum where the series have figures at different times', () => {
    expect(() => read('time,a,b\n0,1,\n1,2,3\n2,4,5', 'all')).toThrow('figures at different times');
  });

  test('is what Prometheus answers to a range query', () => {
    const result = (...series: object[]) =>
      JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: series } });
    const web = {
      metric: { job: 'web' },
      values: [
        [1764324000, '10'],
        [1764324002.5, '35'],
      ],
    };
    expect(read(result(web))).toEqual([10, 20, 30]);
    expect(() => read(result(web, { metric: { job: 'api' }, values: [[1764324000, '1']] }))).toThrow(
      `x.csv has 2 series: '{job="web"}', '{job="api"}'.`,
    );
    expect(() => read('{"status":"success","data":{"resultType":"vector","result":[]}}')).toThrow(
      'a vector and no matrix',
    );
    expect(() => read('{"status":')).toThrow('begins like JSON and is none');
    expect(() => read(result({ metric: {}, values: [[1, '-3']] }))).toThrow(
      "data.result[0].values[0]: '-3' is no rate",
    );
  });

  test.each([
    ['0,1\n5,many', "x.csv:2: 'many' is no rate. Allowed: requests per second from 0."],
    ['0,1\nsoon,3', "x.csv:2: 'soon' is no time. Allowed: seconds, or a date as 2026-11-21T08:00:00Z."],
    ['0,1\n5,-3', "x.csv:2: '-3' is no rate."],
    ['0,1\n5,0x10', "x.csv:2: '0x10' is no rate."],
    ['5,1\n0,3', 'x.csv:2: 0 is before the line above. Sort the lines by time.'],
    ['time,rps\n0,1', 'x.csv has 1 lines with a time and a rate. Give two or more'],
    ['0,1\n1e9,1', 'x.csv is 1000000001 seconds long. Allowed are 604800: a week.'],
    ['0;1,234\n1;2,345', "x.csv:1: '1,234' may be 1.234 or 1234."],
    ['Zeit,Anfragen\n0,12,5\n15,14,0', 'x.csv:2 has 3 columns. Give as many as the heading, 2'],
    ['05/06/2026 10:00,1\n05/06/2026 10:01,2', "x.csv:1: '05/06/2026 10:00' may begin with the day or the month."],
    ['', 'x.csv has no rates.'],
    ['just one column\n1\n2', 'x.csv:2 has 1 column.'],
  ])('fails for %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
