import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Measured {
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Answers of another kind than asked for. */
  readonly failed: number;
}

/** Loads with wrk: `GET /polls/1/`, or votes for each of the choices in turn with a cookie and token of one visitor. */
export async function load(
  kind: 'get' | 'post',
  urls: readonly string[],
  folder: string,
  { seconds, connections }: { seconds: number; connections: number },
): Promise<Measured> {
  const runs = urls.map(async (url, i) => {
    const script = join(folder, `${kind}-${i}.lua`);
    writeFileSync(script, kind === 'get' ? report(200) : `${await voter(url)}${report(30)}`);
    const args = ['-t1', `-c${Math.ceil(connections / urls.length)}`, `-d${seconds}s`, '-s', script];
    const { stdout } = await promisify(execFile)('wrk', [...args, `${url}/polls/1/${kind === 'get' ? '' : 'vote/'}`]);
    const [, requests = '', micros = '', p99 = '', failed = ''] =
      /RESULT (\d+) (\d+) ([\d.]+) (\d+)/.exec(stdout) ?? [];
    return { perSecond: Number(requests) / (Number(micros) / 1e6), p99Ms: Number(p99) / 1000, failed: Number(failed) };
  });
  const results = await Promise.all(runs);
  return {
    perSecond: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    p99Ms: Math.max(...results.map(({ p99Ms }) => p99Ms)),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Counts what is not of the wanted status (30: any redirect) and prints one line. */
const report = (status: number) => `
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(args) failed = 0 end
function response(status)
  if ${status === 200 ? 'status ~= 200' : 'math.floor(status / 10) ~= 30'} then failed = failed + 1 end
end
function done(summary, latency)
  local failed = 0
  for _, thread in ipairs(threads) do failed = failed + thread:get('failed') end
  local errors = summary.errors
  failed = failed + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('RESULT %d %d %f %d\\n', summary.requests, summary.duration, latency:percentile(99), failed))
end
`;

/** A visitor's cookie and token, and the choices of the question, from its page. */
async function voter(url: string): Promise<string> {
  const answer = await fetch(`${url}/polls/1/`);
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  const text = await answer.text();
  const [, field = '', token = ''] = /<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]+)"/.exec(text) ?? [];
  const choices = [...text.matchAll(/name="choice"[^>]*value="(\d+)"/g)].map(([, id]) => id);
  if (token === '' || choices.length === 0) throw new Error(`no form at ${url}: ${text.slice(0, 400)}`);
  const bodies = choices.map((id) => `"${field}=${encodeURIComponent(token)}&choice=${id}"`);
  return `
local bodies = {${bodies.join(', ')}}
local n = 0
wrk.method = "POST"
wrk.headers["Cookie"] = "${cookie.join('; ')}"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
function request()
  n = n % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[n])
end
`;
}
