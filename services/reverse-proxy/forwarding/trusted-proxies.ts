import { BlockList, isIP } from 'node:net';

/** Whether an address belongs to a proxy whose `X-Forwarded-*`, `Forwarded` and `X-Request-Id` are believed. */
export class TrustedProxies {
  private readonly list = new BlockList();
  private readonly isEmpty: boolean;

  /** @param ranges addresses or CIDR ranges, checked by the config schema */
  constructor(ranges: readonly string[]) {
    this.isEmpty = ranges.length === 0;
    for (const range of ranges) {
      const [address = '', bits] = range.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.list.addAddress(address, family);
      else this.list.addSubnet(address, Number(bits), family);
    }
  }

  includes(address: string): boolean {
    if (this.isEmpty) return false;
    const family = isIP(address);
    return family !== 0 && this.list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }

  /**
   * The client behind trusted proxies: the last address in `X-Forwarded-For` that is none of theirs.
   *
   * @param chain value of X-Forwarded-For, '' when absent
   * @param peer the address that connected, itself trusted
   */
  clientOf(chain: string, peer: string): string {
    let client = peer;
    for (const given of chain.split(',').reverse()) {
      const address = given.trim().replace(/^\[|\](:\d+)?$/g, '');
      if (isIP(address) === 0) return client;
      client = address;
      if (!this.includes(address)) return client;
    }
    return client;
  }
}

/** An IPv4 client of a dual-stack listener is shown as `::ffff:a.b.c.d`; everybody else calls it a.b.c.d. */
export const plainAddress = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);
