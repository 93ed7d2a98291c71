import type { Client, LoadRequest, LoadResult } from './client';
import { check, type StepResult, type Steps } from './steps';

/** A step in which something happens while requests come in, and no request fails. */
export function underLoad(
  steps: Steps,
  client: Client,
  name: string,
  request: () => LoadRequest,
  during: () => Promise<string>,
): Promise<void> {
  return steps.step(name, async () => {
    let shown = '';
    const result = await client.load(request(), async () => {
      shown = await during();
    });
    return noFailure(result, shown);
  });
}

/** @throws when a request failed, or there were too few to show anything */
export function noFailure(result: LoadResult, shown: string): StepResult {
  return fewFailures(result, shown, 0);
}

/** @throws when more than `most` requests failed, or there were too few to show anything */
export function fewFailures(result: LoadResult, shown: string, most: number): StepResult {
  const { requests, failed, failures, slowestMs } = result;
  check(requests > 100, `only ${requests} requests: that shows nothing`);
  check(failed <= most, `${failed} of ${requests} requests failed: ${JSON.stringify(failures)}`);
  return { shown: `${shown}; slowest ${slowestMs} ms`, requests, failed };
}
