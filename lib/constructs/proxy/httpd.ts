import { Probe } from '../parts/probes';
import type { Image } from '../parts/image';
import type { Backend, Balancing } from './backend';
import { CLAIMS, NOTHING_IN_FRONT, refuseProxyProtocol, type Front } from './front';
import type { EngineWorkload } from './engine';
import { HEALTH_CHECK } from './health-check';
import { hostEnv, hostReferences, PROXY_PORT, takingShares } from './hosts';
import { routesByDomain, type DomainRoutes } from './routes';

const DEFAULT_IMAGE: Image = { repository: 'docker.io/library/httpd', tag: '2.4-alpine' };
const FOLDER = '/etc/reverse-proxy';

/** How the image runs with a generated config that is whole: nothing of the image's own is included. */
export function httpdEngine(
  backends: readonly Backend[],
  front: Front = NOTHING_IN_FRONT,
  image: Image | string = DEFAULT_IMAGE,
): EngineWorkload {
  refuseProxyProtocol('ProxyEngine.httpd()', front);
  return {
    image,
    command: ['httpd', '-DFOREGROUND', '-f', `${FOLDER}/httpd.conf`],
    probes: { readiness: Probe.http(HEALTH_CHECK.path), liveness: Probe.http(HEALTH_CHECK.path) },
    env: { HTTPD_ROOT: '/usr/local/apache2', HTTPD_CONFIG: FOLDER, HTTPD_RUN: '/tmp', ...hostEnv(backends) },
    config: {
      mountPath: FOLDER,
      files: { 'httpd.conf': httpdConfig(backends, front), 'health-check.txt': HEALTH_CHECK.text },
    },
  };
}

const ALGORITHM: Partial<Record<Balancing, string>> = {
  'round-robin': 'byrequests',
  'least-connections': 'bybusyness',
};

/** Modules by the name of their `.so`; in some builds one or another is compiled in. */
const MODULES = [
  ...['mpm_event', 'unixd', 'authz_core', 'log_config', 'alias', 'headers', 'setenvif', 'reqtimeout', 'slotmem_shm'],
  ...['proxy', 'proxy_http', 'proxy_wstunnel', 'proxy_balancer', 'proxy_hcheck', 'watchdog'],
  ...['lbmethod_byrequests', 'lbmethod_bybusyness'],
];

/**
 * A whole httpd.conf. `\${…}` are environment variables, which httpd fills in by itself.
 * @throws when a backend asks for a balancing that httpd does not have
 */
export function httpdConfig(
  backends: readonly Backend[],
  { trustedProxies }: Front = NOTHING_IN_FRONT,
  port: number = PROXY_PORT,
): string {
  for (const { name, balancing } of backends) {
    if (!ALGORITHM[balancing]) {
      throw new Error(
        `Backend '${name}': Apache httpd has no balancing '${balancing}'. Allowed with ProxyEngine.httpd(): ${Object.keys(ALGORITHM).join(', ')}.`,
      );
    }
  }
  const domains = routesByDomain(backends);
  // The first virtual host takes what no other does; of the others, the first that fits.
  const any = domains.find(({ domain }) => domain === '*') ?? { domain: '*', backends: [] };
  const references = new Map(backends.map((backend, i) => [backend, hostReferences(backend, i)]));
  const named = domains.filter(({ domain }) => domain !== '*');
  return [
    'ServerRoot "${HTTPD_ROOT}"\n',
    ...MODULES.map(
      (module) => `<IfModule !${module}_module>\n  LoadModule ${module}_module modules/mod_${module}.so\n</IfModule>\n`,
    ),
    `Listen ${port}\n`,
    SETTINGS,
    ...trustedProxies.map((range) => `SetEnvIfExpr "-R '${range}'" from_trusted_proxy\n`),
    FORWARDED,
    ...[any, ...named].map((routes) => virtualHost(routes, port, references)),
  ].join('');
}

const SETTINGS = `ServerName reverse-proxy
PidFile "\${HTTPD_RUN}/httpd.pid"
DefaultRuntimeDir "\${HTTPD_RUN}"
Mutex "file:\${HTTPD_RUN}" default
ErrorLog /proc/self/fd/2
LogFormat "%a %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\" %D \\"%{X-Forwarded-For}i\\"" access
CustomLog /proc/self/fd/1 access
ServerTokens Prod
ServerSignature Off
TraceEnable Off
FileETag None
HttpProtocolOptions Strict
RequestReadTimeout header=10-30,MinRate=500
ProxyRequests Off
ProxyPreserveHost On
ProxyAddHeaders Off
<Directory />
  Require all denied
  AllowOverride None
</Directory>
<Directory "\${HTTPD_CONFIG}">
  <Files "health-check.txt">
    Require all granted
    ForceType text/plain
  </Files>
</Directory>
Alias "${HEALTH_CHECK.path}" "\${HTTPD_CONFIG}/health-check.txt"
`;

/** Of a trusted proxy the chain goes on and what it says is kept; everybody else's is replaced. */
const FORWARDED = [
  ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', ...CLAIMS].map(
    (name) => `RequestHeader unset ${name} env=!from_trusted_proxy\n`,
  ),
  'RequestHeader append X-Forwarded-For "expr=%{REMOTE_ADDR}"\n',
  'RequestHeader setifempty X-Forwarded-Host "expr=%{HTTP_HOST}"\n',
  'RequestHeader setifempty X-Forwarded-Proto "http"\n',
].join('');

/** Without it httpd would look for files of its own. */
const NOT_FOUND = `  RedirectMatch 404 "^/(?!${HEALTH_CHECK.path.slice(1)}$)"\n`;

/** Stands in the virtual host: one outside would be copied into it without its lbmethod. */
function balancer(backend: Backend, hosts: readonly string[]): string {
  const check = backend.healthCheck === false ? '' : ` hcmethod=GET hcuri=${backend.healthCheck} hcinterval=5`;
  const limits = `connectiontimeout=${backend.connectTimeoutSeconds} timeout=${backend.responseTimeoutSeconds} retry=5 upgrade=websocket`;
  const shares = takingShares(backend).map(({ weight }) => ` loadfactor=${weight}`);
  const members = hosts.map((host, j) => `    BalancerMember "http://${host}" ${limits}${shares[j] ?? ''}${check}\n`);
  return `  <Proxy "balancer://${backend.name}">\n${members.join('')}    ProxySet lbmethod=${ALGORITHM[backend.balancing]}\n  </Proxy>\n`;
}

function virtualHost(
  { domain, backends }: DomainRoutes,
  port: number,
  references: ReadonlyMap<Backend, readonly string[]>,
): string {
  const alias = domain === '*' ? '' : `  ServerAlias ${domain}\n`;
  // A server's own name may not have a wildcard, so the domain is an alias of a name that nobody asks for.
  const name = domain === '*' ? 'any-host' : `${domain.replace('*.', 'wildcard.')}.invalid`;
  return [
    `<VirtualHost *:${port}>\n  ServerName ${name}\n${alias}`,
    // Not inherited from the server.
    '  AllowEncodedSlashes NoDecode\n',
    ...backends.map((backend) => balancer(backend, references.get(backend) ?? [])),
    `  ProxyPass "${HEALTH_CHECK.path}" "!"\n`,
    ...backends.map(routes),
    backends.some(({ path }) => path === '/') ? '' : NOT_FOUND,
    '</VirtualHost>\n',
  ].join('');
}

/** httpd matches whole segments: `/api` takes `/api/x` but not `/apix`. The path goes on as the client wrote it. */
function routes({ name, path }: Backend): string {
  return `  ProxyPass "${path}" "balancer://${name}${path}" nocanon\n  ProxyPassReverse "${path}" "balancer://${name}${path}"\n`;
}
