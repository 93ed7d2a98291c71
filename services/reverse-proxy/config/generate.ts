import { stringify } from 'yaml';
import { contract } from '../contract';
import type { ConfigInput } from './schema';

export interface GenerateOptions {
  /** First label of the domain, and the service's name. */
  readonly subDomain: string;
  /** @default 'mycompany.com' */
  readonly parentDomain?: string;
  /** Port that the proxy listens on. @default 8080 */
  readonly ingressPort?: number;
  /** Port of the hosts. @default 9090 */
  readonly targetPort?: number;
  /** Addresses or names. @default - five, 10.0.0.1 to 10.0.0.5 */
  readonly hosts?: readonly string[];
  /** @default 'round-robin' */
  readonly balancing?: string;
}

export const GENERATE_DEFAULTS = {
  parentDomain: 'mycompany.com',
  ingressPort: contract.port,
  targetPort: 9090,
  hosts: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'],
  balancing: 'round-robin',
} as const;

/** A config file for one service behind the proxy. */
export function generateConfig(options: GenerateOptions): string {
  const { subDomain, parentDomain, ingressPort, targetPort, hosts, balancing } = { ...GENERATE_DEFAULTS, ...options };
  const config: { proxy: Partial<ConfigInput['proxy']> } = {
    proxy: {
      listen: { address: '0.0.0.0', port: ingressPort },
      services: [
        {
          name: subDomain,
          domain: `${subDomain}.${parentDomain}`,
          balancing: balancing as 'round-robin',
          hosts: hosts.map((host) => hostOf(host, targetPort)),
        },
      ],
    },
  };
  return stringify(config);
}

/** `address` or `address:port`; an IPv6 address with a port stands in brackets. */
function hostOf(text: string, port: number): { address: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text);
  if (match === null) return { address: text.replace(/^\[|\]$/g, ''), port };
  return { address: match[1] ?? match[2] ?? '', port: Number(match[3]) };
}
