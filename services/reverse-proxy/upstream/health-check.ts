import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ServiceConfig } from '../config/service';
import { clock } from '../sockets/clock';
import type { Endpoint } from './endpoint';
import type { Service } from './service';

type Settings = Exclude<ServiceConfig['healthCheck'], false>;

/** Asks every host of a service from time to time whether it is well, away from the hot path. */
export class HealthCheck {
  private timer: NodeJS.Timeout | undefined;
  private readonly inRow = new WeakMap<Endpoint, { good: number; bad: number }>();

  constructor(
    private readonly service: Service,
    private readonly settings: Settings,
    private readonly onChange: (endpoint: Endpoint, healthy: boolean) => void = () => {},
  ) {}

  start(): void {
    const round = (): void => {
      for (const endpoint of this.service.endpoints) {
        void this.probe(endpoint).then((good) => this.report(endpoint, good));
      }
    };
    round();
    this.timer = setInterval(round, this.settings.interval);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private report(endpoint: Endpoint, good: boolean): void {
    const row = this.inRow.get(endpoint) ?? { good: 0, bad: 0 };
    this.inRow.set(endpoint, row);
    row.good = good ? row.good + 1 : 0;
    row.bad = good ? 0 : row.bad + 1;
    if (!good) endpoint.stats.checksFailed++;
    const { healthyThreshold, unhealthyThreshold } = this.settings;
    if (endpoint.healthy && row.bad >= unhealthyThreshold) this.change(endpoint, false);
    else if (!endpoint.healthy && row.good >= healthyThreshold) {
      endpoint.returnedAt = clock.coarse;
      endpoint.ejectedUntil = 0;
      this.change(endpoint, true);
    }
  }

  private change(endpoint: Endpoint, healthy: boolean): void {
    endpoint.healthy = healthy;
    this.service.refresh();
    this.onChange(endpoint, healthy);
  }

  /** One check: a status that is wanted, in time. Never rejects. */
  private probe(endpoint: Endpoint): Promise<boolean> {
    const { path, host, timeout, statuses } = this.settings;
    const { tls } = this.service.config;
    return new Promise((resolve) => {
      const send = tls?.enabled ? requestHttps : requestHttp;
      const check = send(
        {
          ...{ host: endpoint.address, port: endpoint.port, path, agent: false, timeout },
          ...(tls?.enabled ? this.service.tls : {}),
          headers: { host: host ?? endpoint.authority, 'user-agent': 'chartwright-health-check', connection: 'close' },
        },
        (response) => {
          const status = response.statusCode ?? 0;
          response.resume();
          response.on('close', () => clearTimeout(late));
          resolve(statuses?.includes(status) ?? (status >= 200 && status < 400));
        },
      );
      const late = setTimeout(() => check.destroy(new Error('late')), timeout);
      late.unref();
      check.on('error', () => {
        clearTimeout(late);
        resolve(false);
      });
      check.end();
    });
  }
}
