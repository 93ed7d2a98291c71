import * as z from 'zod';
import { contract } from '../contract';
import { cidr, dnsServer, listenAddress } from './addresses';
import { serviceSchema } from './service';
import { interval, limit, port, size } from './units';

/** Everybody, for `proxyProtocol: true`. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];

const listen = z.strictObject({
  address: listenAddress.default('0.0.0.0'),
  port: port.default(contract.port),
  proxyProtocol: z
    .union([z.boolean(), z.array(cidr)])
    .default(false)
    .transform((given) => (typeof given === 'boolean' ? (given ? ANYWHERE : []) : given)),
});

const certificate = { certFile: z.string().min(1), keyFile: z.string().min(1) };

const tls = z.strictObject({
  port: port.default(8443),
  ...certificate,
  certificates: z.array(z.strictObject(certificate)).default([]),
  minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
});

const forwarded = z.strictObject({
  trustedProxies: z.array(cidr).default([]),
  xForwarded: z.boolean().default(true),
  forwarded: z.boolean().default(false),
  via: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'via is a token')
    .default('chartwright'),
  requestId: z.boolean().default(true),
});

const limits = z.strictObject({
  headerBytes: size.default(32_768),
  headerCount: z.number().int().min(1).max(1000).default(100),
  targetBytes: size.default(8192),
  bodyBytes: size.default(0),
  connections: z.number().int().min(1).default(20_000),
  requestsPerConnection: z.number().int().min(0).default(0),
});

const timeouts = z.strictObject({
  headers: limit.default(10_000),
  body: limit.default(30_000),
  write: limit.default(60_000),
  keepAlive: limit.default(75_000),
  halfClosed: limit.default(1000),
});

const proxySchema = z
  .strictObject({
    listen: listen.prefault({}),
    services: z.array(serviceSchema),
    default: z.string().optional(),
    tls: tls.optional(),
    forwarded: forwarded.prefault({}),
    limits: limits.prefault({}),
    timeouts: timeouts.prefault({}),
    dns: z
      .strictObject({
        refresh: interval.default(5000),
        startup: limit.default(15_000),
        timeout: interval.default(2000),
        servers: z.array(dnsServer).default([]),
      })
      .prefault({}),
    accessLog: z.enum(['all', 'errors', 'off']).default('all'),
  })
  .superRefine((proxy, context) => {
    if (proxy.tls?.port === proxy.listen.port) {
      const message = `${proxy.listen.port} is the port of plain HTTP too; give TLS another one`;
      context.addIssue({ code: 'custom', path: ['tls', 'port'], message });
    }
    const names = new Set<string>();
    const routes = new Map<string, string>();
    proxy.services.forEach((service, index) => {
      if (names.has(service.name)) {
        context.addIssue({
          code: 'custom',
          path: ['services', index, 'name'],
          message: `"${service.name}" is used twice`,
        });
      }
      names.add(service.name);
      for (const domain of service.domain) {
        for (const path of service.path) {
          const taken = routes.get(`${domain}${path}`);
          if (taken !== undefined) {
            const message = `"${domain}${path}" is already routed to "${taken}"`;
            context.addIssue({ code: 'custom', path: ['services', index, 'domain'], message });
          }
          routes.set(`${domain}${path}`, service.name);
        }
      }
    });
    if (proxy.default !== undefined && !names.has(proxy.default)) {
      const known = [...names].map((name) => `"${name}"`).join(', ');
      context.addIssue({
        code: 'custom',
        path: ['default'],
        message: `"${proxy.default}" is no service; known: ${known}`,
      });
    }
  });

/**
 * The config file: `proxy: {listen, services, …}`. Unknown fields are refused, so a typing error is seen.
 * Durations come out in milliseconds, sizes in bytes, ports as numbers, `domain` and `path` as lists.
 */
export const configSchema = z.strictObject({ proxy: proxySchema });

/** The config as a person or a template writes it. */
export type ConfigInput = z.input<typeof configSchema>;
/** The config with every default filled in. */
export type Config = z.output<typeof configSchema>['proxy'];
