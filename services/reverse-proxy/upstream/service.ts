import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { algorithms } from '../balancing';
import type { PickState } from '../balancing/pick';
import type { ServiceConfig } from '../config/service';
import { ServiceStats } from './service-stats';
import { clock } from '../sockets/clock';
import type { FailureCode } from '../answers/failures';
import { Circuit } from './circuit';
import { UpstreamConnection } from './connection';
import { reportFailure, reportSuccess, returnShare } from './ejection';
import type { Endpoint, HostConnection } from './endpoint';
import { RetryBudget } from './retry-budget';

/** A request that waits for a connection. */
export interface Waiting {
  readonly hashKey: string;
  readonly tried: readonly Endpoint[];
  /** A host has room now. */
  onTurn(endpoint: Endpoint): void;
}

export interface HeadSizes {
  readonly headerBytes: number;
  readonly headerCount: number;
}

/** One service of the config: its hosts, which of them takes the next request, and what is known of their health. */
export class Service {
  readonly name: string;
  readonly stats = new ServiceStats();
  readonly circuit: Circuit;
  readonly budget: RetryBudget;
  readonly queue: Waiting[] = [];
  endpoints: readonly Endpoint[] = [];
  /** Endpoints that take requests; a new list whenever it changes, so that algorithms may keep what they derive of it. */
  private available: readonly Endpoint[] = [];
  private slow = false;
  private turn = 0;
  readonly tls: ConnectionOptions | undefined;

  constructor(
    readonly config: ServiceConfig,
    private readonly sizes: HeadSizes,
    /** Asks for a new look at DNS, since a host cannot be reached. */
    readonly onUnreachable: () => void = () => {},
  ) {
    this.name = config.name;
    this.circuit = new Circuit(config.circuit);
    this.budget = new RetryBudget(config.retries.budgetPercent);
    if (config.tls?.enabled) {
      const { serverName, caFile, verify } = config.tls;
      const named = serverName ?? config.hosts.find((host) => isIP(host.address) === 0)?.address;
      this.tls = {
        rejectUnauthorized: verify,
        ...(named === undefined ? {} : { servername: named }),
        ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
      };
    }
  }

  /** What DNS and the config say the hosts are now. */
  setEndpoints(endpoints: readonly Endpoint[]): void {
    for (const gone of this.endpoints) if (!endpoints.includes(gone)) gone.remove();
    this.endpoints = endpoints;
    this.refresh();
  }

  /** Looks again at which endpoints take requests: after a change of health, and now and then for the time that passes. */
  refresh(): void {
    const now = clock.coarse;
    const healthy = this.endpoints.filter((one) => one.healthy);
    const fit = healthy.filter((one) => one.ejectedUntil <= now);
    // When DNS has taken away the last that was not ejected, the others are better than none.
    const up = fit.length > 0 ? fit : healthy;
    this.slow = up.some((one) => now - one.returnedAt < this.config.ejection.slowStart);
    const same = up.length === this.available.length && up.every((one, index) => one === this.available[index]);
    if (!same) this.available = up;
    while (this.queue.length > 0 && this.wakeOne());
  }

  get isUp(): boolean {
    return this.available.length > 0;
  }

  /** Whether the endpoint takes requests now. */
  takes(endpoint: Endpoint): boolean {
    return this.available.includes(endpoint);
  }

  /** A host for the request: an endpoint, 'full' when all are at their limit, or null when none is up. */
  choose(hashKey: string, tried: readonly Endpoint[]): Endpoint | 'full' | null {
    let hosts = this.available;
    if (hosts.length === 0) return null;
    if (tried.length > 0) {
      const fresh = hosts.filter((one) => !tried.includes(one));
      if (fresh.length > 0) hosts = fresh;
    }
    const most = this.config.limits.connectionsPerHost;
    let endpoint = this.pick(hosts, hashKey);
    if (endpoint.active >= most) {
      const free = hosts.filter((one) => one.active < most);
      if (free.length === 0) return 'full';
      endpoint = this.pick(free, hashKey);
    }
    return endpoint;
  }

  private pick(hosts: readonly Endpoint[], key: string): Endpoint {
    const state: PickState = { turn: this.turn++, random: Math.random, key };
    if (this.turn > 0x3fffffff) this.turn = 0;
    const algorithm = algorithms[this.config.balancing.algorithm];
    const picked = hosts.length === 1 ? hosts[0]! : algorithm(hosts, state);
    if (!this.slow || hosts.length === 1) return picked;
    // A host that has just returned passes on a part of what it would get.
    if (Math.random() < returnShare(picked, clock.coarse, this.config.ejection)) return picked;
    const others = hosts.filter((one) => one !== picked);
    return algorithm(others, { ...state, turn: this.turn++ });
  }

  /** An idle connection to the endpoint or a new one, which then serves an exchange that is counted in `active`. */
  connectionTo(endpoint: Endpoint): HostConnection {
    endpoint.active++;
    endpoint.stats.requests++;
    for (let one = endpoint.idle.pop(); one !== undefined; one = endpoint.idle.pop()) {
      if (one.isUsable) return one;
    }
    endpoint.stats.connects++;
    return new UpstreamConnection(endpoint, {
      idleTime: this.config.limits.idleTime,
      limits: this.sizes,
      onClosed: forget,
      ...(this.tls === undefined ? {} : { tls: this.tls }),
    });
  }

  /** The exchange is done with its connection. */
  release(connection: HostConnection, reusable: boolean): void {
    const { endpoint } = connection;
    endpoint.active--;
    const room = !endpoint.removed && endpoint.idle.length < this.config.limits.idlePerHost;
    if (reusable && room && connection.rest()) endpoint.idle.push(connection);
    else connection.destroy();
    if (this.queue.length > 0) this.wakeOne();
  }

  /** A try went well: passive health of its host. */
  succeeded(endpoint: Endpoint): void {
    if (endpoint.failuresInRow > 0 || endpoint.ejectionsInRow > 0)
      reportSuccess(endpoint, clock.coarse, this.config.ejection);
  }

  /** A try failed: passive health of its host. The circuit looks at whole requests, which may yet go well elsewhere. */
  failed(endpoint: Endpoint, code: FailureCode): void {
    endpoint.stats.failures++;
    const unreachable = code === 'connect_failed' || code === 'connect_timeout';
    if (reportFailure(endpoint, this.endpoints, clock.coarse, this.config.ejection, unreachable)) this.refresh();
    if (unreachable) this.onUnreachable();
  }

  /** A waiting request has been given up. */
  leaveQueue(waiting: Waiting): void {
    const at = this.queue.indexOf(waiting);
    if (at >= 0) this.queue.splice(at, 1);
  }

  /** @returns whether a waiting request got its turn */
  private wakeOne(): boolean {
    const next = this.queue[0]!;
    const endpoint = this.choose(next.hashKey, next.tried);
    if (endpoint === null || endpoint === 'full') return false;
    this.queue.shift();
    next.onTurn(endpoint);
    return true;
  }

  /** Closes idle connections whose time is over. */
  sweep(now: number): void {
    for (const endpoint of this.endpoints) {
      for (const connection of endpoint.idle) if (connection.idleUntil <= now) connection.destroy();
    }
    this.refresh();
  }

  /** No longer configured: idle connections are closed now, others with their exchange. */
  retire(): void {
    for (const endpoint of this.endpoints) endpoint.remove();
  }
}

function forget(connection: HostConnection): void {
  const { endpoint } = connection;
  const at = endpoint.idle.indexOf(connection);
  if (at >= 0) endpoint.idle.splice(at, 1);
}
