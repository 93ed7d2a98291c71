import type { Logger } from '@chartwright/kit/process/logging';
import type { HostConfig } from '../config/service';
import type { Address, Discovery } from './discovery';
import { Endpoint } from './endpoint';
import type { Service } from './service';

/** Answers in a row that a name is gone before its addresses are given up: one may be a hiccup of DNS. */
const GONE_AFTER = 2;
/** A failed connection asks DNS again, but not more often than this, in milliseconds. */
const SOONEST = 500;

interface Known {
  addresses: readonly Address[];
  /** DNS has said something: that there are addresses, or that there are none. */
  answered: boolean;
  empty: number;
}

/** Keeps the endpoints of one service in step with its hosts' names. */
export class HostWatch {
  private readonly known = new Map<HostConfig, Known>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private last = 0;
  private stopped = false;
  private markAnswered = (): void => {};
  /** Resolves when DNS has answered about every host. */
  readonly answered = new Promise<void>((resolve) => (this.markAnswered = resolve));

  constructor(
    private readonly service: Service,
    private readonly discovery: Discovery,
    private readonly refreshMs: number,
    private readonly logger: Logger,
    /** Endpoints of the same service before a reload: taken over with their connections and what is known of them. */
    private readonly inherited: readonly Endpoint[] = [],
  ) {}

  /** Resolves all names once, and again every `refreshMs`; sooner as long as there is one that DNS could not tell. */
  async start(): Promise<void> {
    await this.refresh();
    this.schedule();
  }

  /** An address could not be reached: perhaps it has moved. */
  soon(): void {
    if (this.stopped || Date.now() - this.last < SOONEST) return;
    void this.refresh();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.stopped) return;
    const interval = this.allAnswered() ? this.refreshMs : Math.min(SOONEST, this.refreshMs);
    // A little off, so that many proxies do not ask at the same moment.
    this.timer = setTimeout(
      () => void this.refresh().then(() => this.schedule()),
      interval * (0.9 + Math.random() * 0.2),
    );
    this.timer.unref();
  }

  private refresh(): Promise<void> {
    this.last = Date.now();
    return (this.running ??= this.resolveAll().finally(() => (this.running = undefined)));
  }

  private async resolveAll(): Promise<void> {
    const { hosts } = this.service.config;
    await Promise.all(hosts.map((host) => this.resolveOne(host)));
    if (this.stopped) return;
    this.takeOver(hosts);
    if (this.allAnswered()) this.markAnswered();
  }

  /** Of the hosts that were asked about, which after the first look are all. */
  private allAnswered(): boolean {
    return [...this.known.values()].every((one) => one.answered);
  }

  private takeOver(hosts: readonly HostConfig[]): void {
    const wanted = new Map(
      hosts.flatMap((host) =>
        (this.known.get(host)?.addresses ?? []).map((one) => [`${one.address}|${one.port}`, one] as const),
      ),
    );
    const before = this.service.endpoints;
    const current = new Map([...this.inherited, ...before].filter((one) => !one.removed).map((one) => [one.key, one]));
    const next = [...wanted].map(([key, one]) => {
      const endpoint = current.get(key) ?? new Endpoint(one.address, one.port, one.weight);
      endpoint.weight = one.weight;
      return endpoint;
    });
    if (next.length === before.length && next.every((one, index) => one === before[index])) return;
    this.service.setEndpoints(next);
    this.logger.info({ to: this.service.name, hosts: next.map((one) => one.authority) }, 'hosts changed');
  }

  private async resolveOne(host: HostConfig): Promise<void> {
    const known = this.known.get(host) ?? { addresses: [], answered: false, empty: 0 };
    this.known.set(host, known);
    try {
      const addresses = await this.discovery.resolve(host);
      known.empty = addresses.length === 0 ? known.empty + 1 : 0;
      // Said once: when it is seen first, and when addresses that there were are given up.
      const isNews = known.addresses.length > 0 ? known.empty === GONE_AFTER : !known.answered;
      if (addresses.length === 0 && isNews)
        this.logger.warn({ to: this.service.name, host: host.address }, 'name has no address; it takes no requests');
      known.answered = true;
      if (addresses.length > 0 || known.empty >= GONE_AFTER) known.addresses = addresses;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      this.logger.warn(
        { to: this.service.name, host: host.address, code },
        'name could not be resolved; keeping what is known',
      );
    }
  }
}
