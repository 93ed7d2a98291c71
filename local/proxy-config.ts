import { chartwrightConfig } from '../lib/apps/reverse-proxy/chartwright-engine';
import { resolveBackends } from '../lib/constructs/proxy/backend';
import type { BackendProps } from '../lib/constructs/proxy/backend';
import { Upstream } from '../lib/constructs/proxy/upstream';

/** A service that listens here. */
export interface LocalBackend {
  readonly name: string;
  readonly port: number;
}

/** Where all requests go that are for no other service. */
const forAll = 'urlpath';

/** Backends as the construct takes them: each service at `<name>.localhost`, which browsers and curl find here. */
export const localBackends = (services: readonly LocalBackend[]): BackendProps[] =>
  services.flatMap(({ name, port }) => {
    const target = Upstream.external({ address: '127.0.0.1', port });
    const own = { name, domain: `${name}.localhost`, target };
    return name === forAll ? [own, { name: 'default', domain: '*', target }] : [own];
  });

/** The config file that a `ReverseProxy` with these backends has in its ConfigMap. */
export const localProxyConfig = (services: readonly LocalBackend[], port: number): string =>
  chartwrightConfig(resolveBackends('local', localBackends(services)), undefined, port);
