import { createLogger } from '@chartwright/kit/process/logging';
import { Proxy } from '../../app';
import { configSchema } from '../../config/schema';
import type { Config, ConfigInput } from '../../config/schema';
import { collect } from '../../observe/metrics';
import type { Answered } from '../../proxy/settings';

type Input = ConfigInput['proxy'];
type ServiceInput = Input['services'][number];

export interface RunningProxy {
  readonly proxy: Proxy;
  readonly port: number;
  /** Every answered request so far. */
  readonly answered: Answered[];
  /** Value of a metric, summed over the series that have these labels. */
  metric(name: string, labels?: Record<string, string>): number;
  close(): Promise<void>;
}

export const configOf = (input: Partial<Input>): Config =>
  configSchema.parse({ proxy: { listen: { address: '127.0.0.1' }, services: [], ...input } }).proxy;

/** A proxy on a free port of 127.0.0.1. */
export async function startProxy(input: Partial<Input>): Promise<RunningProxy> {
  const answered: Answered[] = [];
  const logger = createLogger({ name: 'test', level: 'silent' });
  const proxy = new Proxy({ config: configOf(input), logger, onAnswered: (one) => answered.push(one) });
  const port = await proxy.listen(0);
  return {
    proxy,
    port,
    answered,
    metric: (name, labels = {}) =>
      collect(proxy)
        .filter((sample) => sample.name === name)
        .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
        .reduce((sum, sample) => sum + sample.value, 0),
    close: () => proxy.close(),
  };
}

/** A proxy with one service for every host, at these ports of 127.0.0.1. */
export const startFor = (ports: readonly number[], service: Partial<ServiceInput> = {}, more: Partial<Input> = {}) =>
  startProxy({
    services: [{ name: 'up', hosts: ports.map((port) => ({ address: '127.0.0.1', port })), ...service }],
    ...more,
  });
