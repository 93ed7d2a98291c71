import { lookup } from 'node:dns/promises';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { HostConfig } from '../config/service';

export interface DnsSettings {
  readonly refresh: number;
  readonly timeout: number;
  readonly servers: readonly string[];
}

/** One address of a host. */
export interface Address {
  readonly address: string;
  readonly port: number;
  readonly weight: number;
}

/** The name does not exist, or has no such record: unlike a server that cannot be reached, this is an answer. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** Follows the names of hosts: A and AAAA records (a headless Service has one per ready pod), or SRV records. */
export class Discovery {
  private readonly resolver: Resolver;

  constructor(private readonly settings: DnsSettings) {
    this.resolver = new Resolver({ timeout: settings.timeout, tries: 2 });
    if (settings.servers.length > 0) this.resolver.setServers(settings.servers);
  }

  /**
   * The addresses of a host now, sorted and without duplicates. Empty when the name does not exist.
   *
   * @throws when DNS cannot say
   */
  async resolve(host: HostConfig): Promise<Address[]> {
    const found = await this.addresses(host).catch((error: NodeJS.ErrnoException) => {
      if (NOTHING.has(error.code ?? '')) return [];
      throw error;
    });
    const unique = new Map(found.map((one) => [`${one.address}|${one.port}`, one]));
    return [...unique.values()].sort((a, b) =>
      a.address < b.address ? -1 : a.address > b.address ? 1 : a.port - b.port,
    );
  }

  private async addresses(host: HostConfig): Promise<Address[]> {
    if (host.discovery === 'srv') return this.srv(host);
    const port = host.port!;
    const addresses = isIP(host.address) !== 0 ? [host.address] : await this.names(host.address);
    return addresses.map((address) => ({ address, port, weight: host.weight }));
  }

  private async srv(host: HostConfig): Promise<Address[]> {
    const records = await this.resolver.resolveSrv(host.address);
    // RFC 2782: only the targets of the lowest priority that there is.
    const lowest = Math.min(...records.map((record) => record.priority));
    const wanted = records.filter((record) => record.priority === lowest);
    const resolved = await Promise.all(
      wanted.map(async (record) =>
        (await this.names(record.name)).map((address) => ({
          address,
          port: record.port,
          weight: Math.max(1, record.weight) * host.weight,
        })),
      ),
    );
    return resolved.flat();
  }

  /** Through the system's resolver, which knows /etc/hosts and search domains, unless servers are configured. */
  private async names(name: string): Promise<string[]> {
    if (this.settings.servers.length === 0) return (await lookup(name, { all: true })).map((one) => one.address);
    const both = await Promise.allSettled([this.resolver.resolve4(name), this.resolver.resolve6(name)]);
    const found = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const failed = both.filter((one) => one.status === 'rejected').map((one) => one.reason as NodeJS.ErrnoException);
    if (found.length === 0 && failed.length > 0) throw failed.find((one) => !NOTHING.has(one.code ?? '')) ?? failed[0]!;
    return found;
  }
}
