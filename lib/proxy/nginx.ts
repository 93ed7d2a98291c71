import { Probe } from '../parts/probes';
import { Security } from '../parts/security';
import type { Image } from '../parts/image';
import type { Backend, Balancing } from './backend';
import type { EngineWorkload } from './engine';
import { byDomain, HEALTH_CHECK, hostEnv, hostReferences, PROXY_PORT } from './hosts';

const DEFAULT_IMAGE: Image = { repository: 'docker.io/nginxinc/nginx-unprivileged', tag: '1.29-alpine' };

/** Where the image's entrypoint writes the config, variables filled in. */
const CONF_D = '/etc/nginx/conf.d';

/** nginx, with active health checks left out: the open-source edition has passive ones only. */
export function nginxEngine(backends: readonly Backend[], image: Image | string = DEFAULT_IMAGE): EngineWorkload {
  return {
    image,
    security: Security.restricted({ user: 101 }),
    probes: { readiness: Probe.http(HEALTH_CHECK.path), liveness: Probe.http(HEALTH_CHECK.path) },
    // Only our variables: `$host` and its like are nginx's own.
    env: { NGINX_ENVSUBST_FILTER: '^BACKEND_', ...hostEnv(backends) },
    config: { mountPath: '/etc/nginx/templates', files: { 'default.conf.template': nginxConfig(backends) } },
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

/** The part of nginx's configuration that stands inside `http { }`. */
export function nginxConfig(backends: readonly Backend[]): string {
  const domains = byDomain(backends);
  return [
    PREAMBLE,
    ...backends.map(upstream),
    ...domains.map(server),
    domains.some(({ domain }) => domain === '*') ? '' : UNKNOWN_HOST,
  ].join('');
}

/** The header fields and the answer to an unknown Host are the same for every backend. */
const PREAMBLE = `map $http_upgrade $connection_upgrade {
  default upgrade;
  '' '';
}
proxy_http_version 1.1;
proxy_set_header Host $http_host;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $connection_upgrade;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Forwarded-Host $http_host;
proxy_set_header X-Forwarded-Proto $scheme;
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

const UNKNOWN_HOST = `server {
  listen ${PROXY_PORT} default_server;
  server_name _;
${HEALTH_LOCATION}  location / {
    return 404;
  }
}
`;

function upstream(backend: Backend, i: number): string {
  const servers = hostReferences(backend, i).map((host) => `  server ${host} max_fails=3 fail_timeout=10s;\n`);
  return `upstream ${backend.name} {\n${ALGORITHM[backend.balancing]}${servers.join('')}  keepalive 32;\n}\n`;
}

function server({ domain, backends }: { readonly domain: string; readonly backends: readonly Backend[] }): string {
  const listen = domain === '*' ? `${PROXY_PORT} default_server` : String(PROXY_PORT);
  const name = domain === '*' ? '_' : domain;
  return `server {\n  listen ${listen};\n  server_name ${name};\n${HEALTH_LOCATION}${backends.map(locations).join('')}}\n`;
}

/** `/api` and what is below it, but not `/apix`: nginx matches prefixes by characters. */
function locations(backend: Backend): string {
  const prefix = backend.path.replace(/\/+$/, '');
  const pass = `    proxy_pass http://${backend.name};
    proxy_connect_timeout ${backend.connectTimeoutSeconds}s;
    proxy_read_timeout ${backend.responseTimeoutSeconds}s;
`;
  const below = `  location ${prefix}/ {\n${pass}  }\n`;
  return prefix === '' ? below : `  location = ${prefix} {\n${pass}  }\n${below}`;
}
