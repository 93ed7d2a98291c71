import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of the upstream, by name and size in octets. */
export const FILES = { '1k': 1024, '64k': 65_536, '1m': 1_048_576 } as const;

/** The upstream of every peer: nginx with files, one process. */
export function upstreamConfig(folder: string, port: number): string {
  const www = join(folder, 'www');
  mkdirSync(www, { recursive: true });
  for (const [name, size] of Object.entries(FILES)) writeFileSync(join(www, name), Buffer.alloc(size, 'x'));
  return writeNginx(
    folder,
    'upstream',
    `server { listen 127.0.0.1:${port} backlog=4096; root ${www}; location /post { return 200 "ok\\n"; } }`,
  );
}

/** Bodies stay in memory: by its default, nginx would put those of the benchmark into files. */
export const nginxConfig = (folder: string, port: number, target: number): string =>
  writeNginx(
    folder,
    'nginx',
    `upstream up { server 127.0.0.1:${target}; keepalive 512; keepalive_requests 1000000000; }
     server { listen 127.0.0.1:${port} backlog=4096; location / { proxy_pass http://up; proxy_http_version 1.1; client_body_buffer_size 64k; proxy_set_header Connection "";
       proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme; } }`,
  );

/** Without tcp_nopush, with which an answer's last segment now and then waits 40 ms: that would be measured, not the proxies. */
function writeNginx(folder: string, name: string, servers: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_temp_path ${folder}/${name}-${one};`,
  );
  const file = join(folder, `${name}.conf`);
  writeFileSync(
    file,
    `worker_processes 1; daemon off; pid ${folder}/${name}.pid; error_log ${folder}/${name}.err;
     events { worker_connections 8192; }
     http { access_log off; keepalive_requests 1000000000; client_max_body_size 0; sendfile on; ${temporary.join(' ')} ${servers} }\n`,
  );
  return file;
}

export function haproxyConfig(folder: string, port: number, target: number): string {
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(
    file,
    `global
  maxconn 8000
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend f
  bind 127.0.0.1:${port}
  option forwardfor
  default_backend b
backend b
  server s 127.0.0.1:${target}
`,
  );
  return file;
}

export function apacheConfig(folder: string, port: number, target: number): string {
  const file = join(folder, 'apache.conf');
  const modules = ['mpm_event', 'authz_core', 'proxy', 'proxy_http'];
  writeFileSync(
    file,
    `ServerName bench
ServerRoot ${folder}
PidFile ${folder}/apache.pid
Mutex file:${folder}
ErrorLog ${folder}/apache.err
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${port}
StartServers 1
ServerLimit 1
ThreadLimit 600
ThreadsPerChild 600
MaxRequestWorkers 600
KeepAlive On
MaxKeepAliveRequests 0
ProxyPass / http://127.0.0.1:${target}/ max=512 keepalive=On
`,
  );
  return file;
}

export function ourConfig(folder: string, port: number, target: number): string {
  const file = join(folder, 'ours.yaml');
  writeFileSync(
    file,
    `proxy: {listen: {address: 127.0.0.1, port: ${port}}, accessLog: 'off', services: [{name: up, hosts: [{address: 127.0.0.1, port: ${target}}]}]}\n`,
  );
  return file;
}
