import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { checksum } from '../../../lib/definition/checksum';
import { defineChart } from '../../../lib/definition/chart-definition';

const dns = z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/);
const config = (
  chart: Parameters<Parameters<typeof defineChart>[0]['build']>[0],
  data: Record<string, string>,
  id = 'config',
) =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${chart.node.id}-${id}` }, data });

const base = { version: '1.0.0', description: 'One pattern of the corpus.' } as const;

/** Strings alone, inside longer ones, several in one, whatever they hold. */
export const strings = defineChart({
  ...base,
  name: 'strings',
  values: z.object({
    greeting: z.string().default('hello'),
    name: z.string().default('world'),
    host: dns.default('db'),
    port: z.int().min(1).max(65535).default(5432),
  }),
  build: (chart, { greeting, name, host, port }) =>
    void config(chart, {
      alone: greeting,
      both: `${greeting}, ${name}!`,
      braces: `{{ not a template }} but ${name} {{`,
      url: `postgres://${host}:${port}/app?size=10`,
      percent: `100% of ${host}`,
    }),
  notes: ({ greeting }, release) => `Release ${release.name} says ${greeting}.\n\nBye.\n`,
});

/** Numbers as numbers, in texts, computed; over a million, and choices at bounds. */
export const numbers = defineChart({
  ...base,
  name: 'numbers',
  values: z.object({
    port: z.int().min(1024).max(60000).default(8080),
    cpu: z.int().min(1).max(64000).default(250),
    size: z.int().min(0).default(1000000),
    replicas: z.int().min(0).max(50).default(1),
    limit: z.int().min(1).max(100000).default(10),
    ratio: z.number().min(0.01).max(10).default(0.5),
  }),
  build(chart, { port, cpu, size, replicas, limit, ratio }) {
    new ApiObject(chart, 'numbers', {
      apiVersion: 'example.org/v1',
      kind: 'Numbers',
      metadata: { name: `${chart.node.id}-n` },
      spec: {
        port,
        admin: port + 1,
        next: port - 1000,
        cpu: `${cpu}m`,
        url: `http://x:${port}`,
        size,
        double: limit * 2,
        sizeText: String(size),
        ratio,
        least: replicas > 3 ? replicas : 5,
        spread: replicas > 1,
        ...(replicas > 7 ? { many: true } : {}),
      },
    });
  },
});

/** Functions of texts that Helm has, too. */
export const functions = defineChart({
  ...base,
  name: 'functions',
  values: z.object({
    title: z.string().default('Title'),
    path: z
      .string()
      .regex(/^\/[a-z0-9/]*$/)
      .default('/api/'),
    password: z.string().default('secret'),
    user: z.string().default('admin'),
  }),
  build(chart, { title, path, password, user }) {
    config(chart, {
      lower: title.toLowerCase(),
      upper: title.toUpperCase(),
      trimmed: path.replace(/\/+$/, ''),
      both: path.replace(/^\/+|\/+$/g, ''),
    });
    new ApiObject(chart, 'secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `${chart.node.id}-secret` },
      data: {
        password: Buffer.from(password).toString('base64'),
        url: Buffer.from(`pg://${user}:${password}@db`).toString('base64'),
      },
    });
  },
});

/** JSON in a ConfigMap, whose quotes no value breaks; and its checksum. */
export const documents = defineChart({
  ...base,
  name: 'documents',
  values: z.object({
    title: z.string().default('Title'),
    debug: z.boolean().default(false),
    size: z.int().min(1).max(100).default(5),
  }),
  build(chart, { title, debug, size }) {
    const data = { 'config.json': `${JSON.stringify({ title, debug, nested: { size } }, undefined, 2)}\n` };
    config(chart, data);
    new ApiObject(chart, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${chart.node.id}-pod`, annotations: { 'checksum/config': checksum(data) } },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    });
  },
});

/** A config text of blocks, repeated and nested, with parts that come and go; an enum that changes all of it. */
export const blocks = defineChart({
  ...base,
  name: 'blocks',
  values: z.object({
    engine: z.enum(['nginx', 'httpd']).default('nginx'),
    gzip: z.boolean().default(false),
    backends: z
      .array(
        z.object({
          name: dns,
          tls: z.boolean().default(false),
          hosts: z.array(z.object({ address: dns, port: z.int().min(1).max(65535) })).min(1),
        }),
      )
      .default([]),
  }),
  build(chart, { engine, gzip, backends }) {
    const nginx = [
      'worker_processes 1;',
      ...(gzip ? ['gzip on;', 'gzip_types text/css;'] : []),
      'events {}',
      'http {',
      ...backends.flatMap(({ name, tls, hosts }) => [
        `  upstream ${name} {`,
        ...hosts.map(({ address, port }) => `    server ${address}:${port};`),
        '  }',
        '  server {',
        `    server_name ${name}.example.org;`,
        ...(tls ? ['    listen 443 ssl;'] : []),
        `    location / { proxy_pass http://${name}; }`,
        '  }',
      ]),
      '}',
      '',
    ].join('\n');
    const httpd = [
      'Listen 8080',
      'ServerTokens Prod',
      'LogLevel warn',
      'ErrorLog /dev/stderr',
      ...backends.map(({ name }) => `Use VHost ${name}.example.org`),
      ...(gzip ? ['SetOutputFilter DEFLATE'] : []),
      '',
    ].join('\n');
    const data = { 'server.conf': engine === 'nginx' ? nginx : httpd };
    config(chart, data);
    new ApiObject(chart, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${chart.node.id}-pod`, annotations: { 'checksum/config': checksum(data) } },
      spec: { containers: [{ name: engine, image: `${engine}:1` }] },
    });
  },
});

/** Lists of texts joined in a line, with something else for none. */
export const joined = defineChart({
  ...base,
  name: 'joined',
  values: z.object({
    hosts: z.array(z.string().regex(/^[a-z0-9.]+$/)).default(['a.example.org']),
    tags: z.array(dns).default([]),
  }),
  build: (chart, { hosts, tags }) =>
    void config(chart, {
      plain: hosts.join(' '),
      commas: `hosts=${hosts.join(',')};`,
      mapped: hosts.map((host) => `https://${host}/`).join(' '),
      lines: hosts.join('\n'),
      tags: tags.length === 0 ? 'none' : `[${tags.join(', ')}]`,
    }),
});
