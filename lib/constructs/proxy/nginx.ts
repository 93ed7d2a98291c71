import { Probe } from '../parts/probes';
import { Security } from '../parts/security';
import type { Image } from '../parts/image';
import type { Backend, Balancing } from './backend';
import { CLAIMS, NOTHING_IN_FRONT, refuseProxyProtocol, type Front } from './front';
import type { EngineWorkload } from './engine';
import { HEALTH_CHECK } from './health-check';
import { hostEnv, hostReferences, PROXY_PORT, takingShares } from './hosts';
import { routesByDomain, type DomainRoutes } from './routes';

const DEFAULT_IMAGE: Image = { repository: 'docker.io/nginxinc/nginx-unprivileged', tag: '1.29-alpine' };

/** Where the image's entrypoint writes the config, variables filled in. */
const CONF_D = '/etc/nginx/conf.d';

/** How the image runs with a generated config. */
export function nginxEngine(
  backends: readonly Backend[],
  front: Front = NOTHING_IN_FRONT,
  image: Image | string = DEFAULT_IMAGE,
): EngineWorkload {
  refuseProxyProtocol('ProxyEngine.nginx()', front);
  return {
    image,
    security: Security.restricted({ user: 101 }),
    probes: { readiness: Probe.http(HEALTH_CHECK.path), liveness: Probe.http(HEALTH_CHECK.path) },
    // Only our variables: `$host` and its like are nginx's own.
    env: { NGINX_ENVSUBST_FILTER: '^BACKEND_', ...hostEnv(backends) },
    config: { mountPath: '/etc/nginx/templates', files: { 'default.conf.template': nginxConfig(backends, front) } },
    volumes: [{ name: 'conf', emptyDir: { sizeLimit: '1Mi' } }],
    volumeMounts: [{ name: 'conf', mountPath: CONF_D }],
  };
}

const ALGORITHM: Record<Balancing, string> = {
  'round-robin': '',
  'least-connections': '  least_conn;\n',
  random: '  random;\n',
  'ip-hash': '  ip_hash;\n',
};

/** The part of nginx's configuration that stands inside `http { }`; `\${BACKEND_…}` is for `envsubst`. */
export function nginxConfig(
  backends: readonly Backend[],
  { trustedProxies }: Front = NOTHING_IN_FRONT,
  port: number = PROXY_PORT,
): string {
  const domains = routesByDomain(backends);
  const any = domains.some(({ domain }) => domain === '*') ? [] : [{ domain: '*', backends: [] }];
  const references = new Map(backends.map((backend, i) => [backend, hostReferences(backend, i)]));
  return [
    trusted(trustedProxies),
    PREAMBLE,
    ...backends.map((backend) => upstream(backend, references.get(backend) ?? [])),
    ...[...domains, ...any].map((routes) => server(routes, port, references)),
  ].join('');
}

/** Who is believed: the client is then the last of `X-Forwarded-For` that is not such a proxy itself. */
const trusted = (ranges: readonly string[]): string =>
  [
    'geo $realip_remote_addr $from_trusted_proxy {\n  default 0;\n',
    ...ranges.map((range) => `  ${range} 1;\n`),
    '}\n',
    ...ranges.map((range) => `set_real_ip_from ${range};\n`),
    'real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n',
  ].join('');

/** A field goes on from a trusted proxy alone: nginx does not send an empty one. */
function keptFromTrusted(name: string): string {
  const word = name.toLowerCase().replaceAll('-', '_');
  return `map $from_trusted_proxy $kept_${word} {\n  1 $http_${word};\n  default '';\n}\nproxy_set_header ${name} $kept_${word};\n`;
}

/**
 * Header fields are the same for every backend. `Host` goes on as the client wrote it, with its port; when the request
 * line names a host, that one counts (RFC 9112, 3.2.2), as it does for nginx' own choice of the server.
 */
const PREAMBLE = `map $http_upgrade $connection_upgrade {
  default upgrade;
  '' '';
}
map $http_host $written_host {
  default $http_host;
  '' $host;
}
map $request $upstream_host {
  default $written_host;
  '~^[^ ]+ [^ /]+://' $host;
}
proxy_http_version 1.1;
proxy_set_header Host $upstream_host;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $connection_upgrade;
map "$from_trusted_proxy $http_x_forwarded_for" $chain_of_addresses {
  default $realip_remote_addr;
  '~^1 (?<addresses>.+)$' '$addresses, $realip_remote_addr';
}
map "$from_trusted_proxy $http_x_forwarded_proto" $outer_scheme {
  default $scheme;
  '~^1 (?<proto>.+)$' $proto;
}
map "$from_trusted_proxy $http_x_forwarded_host" $outer_host {
  default $upstream_host;
  '~^1 (?<outer>.+)$' $outer;
}
${CLAIMS.map(keptFromTrusted).join('')}proxy_set_header X-Forwarded-For $chain_of_addresses;
proxy_set_header X-Forwarded-Host $outer_host;
proxy_set_header X-Forwarded-Proto $outer_scheme;
proxy_set_header X-Request-Id $request_id;
proxy_request_buffering off;
proxy_buffering off;
client_max_body_size 0;
server_tokens off;
`;

const HEALTH_LOCATION = `  location = ${HEALTH_CHECK.path} {
    default_type text/plain;
    access_log off;
    return 200 '${HEALTH_CHECK.text}';
  }
`;

/** Without it nginx would look for files of its own. */
const NOT_FOUND = `  location / {
    return 404;
  }
`;

function upstream(backend: Backend, hosts: readonly string[]): string {
  const shares = takingShares(backend).map(({ weight }) => ` weight=${weight}`);
  const servers = hosts.map((host, j) => `  server ${host}${shares[j] ?? ''} max_fails=3 fail_timeout=10s;\n`);
  return `upstream ${backend.name} {\n${ALGORITHM[backend.balancing]}${servers.join('')}  keepalive 32;\n}\n`;
}

function server(
  { domain, backends }: DomainRoutes,
  port: number,
  references: ReadonlyMap<Backend, readonly string[]>,
): string {
  const listen = domain === '*' ? `${port} default_server` : String(port);
  const name = domain === '*' ? '_' : domain;
  const routes = backends.map((backend) => locations(backend, references.get(backend) ?? []));
  const rest = backends.some(({ path }) => path === '/') ? '' : NOT_FOUND;
  return `server {\n  listen ${listen};\n  server_name ${name};\n${HEALTH_LOCATION}${routes.join('')}${rest}}\n`;
}

/** `/api` and what is below it, but not `/apix`: nginx matches prefixes by characters. */
function locations(backend: Backend, hosts: readonly string[]): string {
  const prefix = backend.path === '/' ? '' : backend.path;
  // A redirect to the host's own address would lead clients past the proxy, or nowhere.
  const redirects = hosts.map((host) => `    proxy_redirect http://${host}/ /;\n`);
  const pass = `    proxy_pass http://${backend.name};
    proxy_connect_timeout ${backend.connectTimeoutSeconds}s;
    proxy_read_timeout ${backend.responseTimeoutSeconds}s;
${redirects.join('')}`;
  const below = `  location ${prefix}/ {\n${pass}  }\n`;
  return prefix === '' ? below : `  location = ${prefix} {\n${pass}  }\n${below}`;
}
