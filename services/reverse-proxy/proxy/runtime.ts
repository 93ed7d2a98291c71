import type { Logger } from '@chartwright/kit/process/logging';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/schema';
import { RoutingTable } from '../routing/table';
import { Discovery } from '../upstream/discovery';
import { HealthCheck } from '../upstream/health-check';
import { HostWatch } from '../upstream/host-watch';
import { Service } from '../upstream/service';
import type { Settings } from './settings';
import { TrustedProxies } from '../forwarding/trusted-proxies';

interface Running {
  readonly fingerprint: string;
  readonly service: Service;
  readonly watch: HostWatch;
  readonly check: HealthCheck | undefined;
}

/**
 * The services of the current config, alive: their names are followed and their hosts checked. A new config takes over
 * what has not changed, with its connections and all that is known of its health.
 */
export class Runtime {
  private running = new Map<string, Running>();

  constructor(private readonly logger: Logger) {}

  /** Makes this config the current one. Resolves when all names have been looked up once. */
  async apply(config: Config): Promise<Settings> {
    const before = this.running;
    const next = new Map<string, Running>();
    const started: Promise<void>[] = [];
    for (const wanted of config.services) {
      const fingerprint = fingerprintOf(wanted, config);
      const known = before.get(wanted.name);
      if (known?.fingerprint === fingerprint) {
        next.set(wanted.name, known);
        continue;
      }
      const one = this.create(config, wanted, fingerprint, known?.service);
      next.set(wanted.name, one);
      started.push(one.watch.start());
    }
    await Promise.all(started);
    this.running = next;
    for (const one of next.values())
      if (!before.has(one.service.name) || before.get(one.service.name) !== one) one.check?.start();
    for (const [name, old] of before) {
      const now = next.get(name);
      if (now === old) continue;
      old.watch.stop();
      old.check?.stop();
      const kept = now?.service.endpoints ?? [];
      for (const endpoint of old.service.endpoints) if (!kept.includes(endpoint)) endpoint.remove();
    }
    const services = [...next.values()].map((one) => one.service);
    return {
      config,
      services,
      table: new RoutingTable(services, config.default),
      trusted: new TrustedProxies(config.forwarded.trustedProxies),
    };
  }

  /** Resolves when DNS has answered about every name of the current config. */
  async answered(): Promise<void> {
    await Promise.all([...this.running.values()].map((one) => one.watch.answered));
  }

  private create(
    config: Config,
    wanted: Config['services'][number],
    fingerprint: string,
    old: Service | undefined,
  ): Running {
    const service: Service = new Service(wanted, config.limits, () => watch.soon());
    // Retired TLS settings would live on in connections, so only plain ones are taken over.
    const inherits = old !== undefined && wanted.tls === undefined && old.config.tls === undefined;
    const watch = new HostWatch(
      service,
      new Discovery(config.dns),
      config.dns.refresh,
      this.logger,
      inherits ? old.endpoints : [],
    );
    const check =
      wanted.healthCheck === false
        ? undefined
        : new HealthCheck(service, wanted.healthCheck, (endpoint, healthy) =>
            this.logger.warn({ to: wanted.name, host: endpoint.authority, healthy }, 'health changed'),
          );
    return { fingerprint, service, watch, check };
  }

  stop(): void {
    for (const one of this.running.values()) {
      one.watch.stop();
      one.check?.stop();
      one.service.retire();
    }
  }
}

/** What a service is made of; as long as it is the same, the service lives on. */
function fingerprintOf(wanted: Config['services'][number], { dns, limits }: Config): string {
  const authority = wanted.tls?.caFile === undefined ? '' : readFileSync(wanted.tls.caFile, 'latin1');
  return JSON.stringify([wanted, dns, limits.headerBytes, limits.headerCount, authority]);
}
