import { nodeOptions } from '@chartwright/kit/contract';
import { apacheConfig, haproxyConfig, nginxConfig, ourConfig } from './configs';

/** A proxy to measure: how it is started. */
export interface Peer {
  readonly name: string;
  /** Program, arguments and environment, given folder, own port, the upstream's port and the folder of the bundles. */
  readonly start: (
    folder: string,
    port: number,
    target: number,
    bundles: string,
  ) => readonly [string, readonly string[], Record<string, string>?];
}

const script = (name: string): Peer => ({
  name,
  start: (_, port, target, bundles) => [process.execPath, [`${bundles}/${name}.js`, String(port), String(target)]],
});

/** Small peers that are bundled from `bench/peers`. */
export const SCRIPTS = ['http-proxy', 'fastify-http-proxy', 'fast-proxy', 'fast-proxy-undici', 'node-http'] as const;

export const PEERS: readonly Peer[] = [
  {
    name: 'nginx',
    start: (folder, port, target) => ['nginx', ['-p', folder, '-c', nginxConfig(folder, port, target)]],
  },
  {
    name: 'ours',
    start: (folder, port, target, bundles) => [
      process.execPath,
      [...nodeOptions, `${bundles}/server.js`],
      { CONFIG_FILE: ourConfig(folder, port, target), ADMIN_PORT: '0', DRAIN_DELAY_MS: '0', LOG_LEVEL: 'error' },
    ],
  },
  { name: 'haproxy', start: (folder, port, target) => ['haproxy', ['-db', '-f', haproxyConfig(folder, port, target)]] },
  {
    name: 'apache',
    start: (folder, port, target) => ['apache2', ['-D', 'FOREGROUND', '-f', apacheConfig(folder, port, target)]],
  },
  ...SCRIPTS.map(script),
];
