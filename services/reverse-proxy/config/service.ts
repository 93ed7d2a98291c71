import { isIP } from 'node:net';
import * as z from 'zod';
import { duration, port } from './units';

/** `a.example.com`, `*.example.com`, an IP address, or `*` for every host. */
const domain = z
  .string()
  .transform((name) => name.toLowerCase().replace(/\.$/, ''))
  .refine(
    (name) =>
      name === '*' ||
      isIP(name) !== 0 ||
      /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(name),
    { error: (issue) => `"${String(issue.input)}" is no domain; write a.example.com, *.example.com or *` },
  );

const path = z
  .string()
  .regex(/^\/[\x21\x24-\x3b\x3d\x3f-\x5b\x5d-\x7e]*$/, 'a path begins with "/" and holds only URL characters')
  .refine((value) => !/[?#]/.test(value), 'a path has no query and no fragment');

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);

/** One upstream: an address that is used as it is, a name that is re-resolved, or an SRV name. */
export const hostSchema = z
  .strictObject({
    address: z
      .string()
      .min(1)
      .regex(/^[A-Za-z0-9._:-]+$/, 'an address is an IP address or a DNS name'),
    port: port.optional(),
    weight: z.number().int().min(1).max(1000).default(1),
    discovery: z.enum(['dns', 'srv']).default('dns'),
  })
  .refine((host) => host.port !== undefined || host.discovery === 'srv', {
    path: ['port'],
    message: 'port is required unless discovery is "srv"',
  });

export const ALGORITHMS = [
  'random',
  'round-robin',
  'weighted-round-robin',
  'least-connections',
  'power-of-two-choices',
  'ip-hash',
  'consistent-hash',
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

const balancing = z
  .union([
    z.enum(ALGORITHMS),
    z.strictObject({
      algorithm: z.enum(ALGORITHMS),
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .optional(),
      cookie: z
        .string()
        .regex(/^[A-Za-z0-9_.-]+$/)
        .optional(),
    }),
  ])
  .transform((given) =>
    typeof given === 'string' ? { algorithm: given, header: undefined, cookie: undefined } : given,
  )
  .refine(
    (given) => given.algorithm !== 'consistent-hash' || (given.header === undefined) !== (given.cookie === undefined),
    {
      message: 'consistent-hash needs either a header or a cookie to hash on',
    },
  );

const healthCheck = z.strictObject({
  path: path.default('/'),
  host: z.string().optional(),
  interval: duration.default(5000),
  timeout: duration.default(2000),
  healthyThreshold: z.number().int().min(1).default(2),
  unhealthyThreshold: z.number().int().min(1).default(3),
  statuses: z.array(z.number().int().min(100).max(599)).optional(),
});

const timeouts = z.strictObject({
  connect: duration.default(2000),
  perTry: duration.default(30_000),
  total: duration.default(60_000),
  idle: duration.default(60_000),
  tunnelIdle: duration.default(600_000),
});

const retries = z.strictObject({
  attempts: z.number().int().min(0).max(10).default(2),
  budgetPercent: z.number().min(0).max(100).default(20),
  bodyBytes: z.number().int().min(0).default(65_536),
  statuses: z.array(z.number().int().min(500).max(599)).default([]),
});

const ejection = z.strictObject({
  enabled: z.boolean().default(true),
  consecutiveFailures: z.number().int().min(1).default(5),
  // As nginx has it (max_fails): each further request would wait for the connect timeout.
  unreachableFailures: z.number().int().min(1).default(1),
  baseTime: duration.default(10_000),
  maxTime: duration.default(300_000),
  maxPercent: z.number().min(0).max(100).default(50),
  slowStart: duration.default(10_000),
});

const circuit = z.strictObject({
  enabled: z.boolean().default(true),
  window: duration.default(10_000),
  minimumRequests: z.number().int().min(1).default(20),
  failurePercent: z.number().min(1).max(100).default(80),
  openTime: duration.default(5000),
});

const limits = z.strictObject({
  connectionsPerHost: z.number().int().min(1).default(1024),
  idlePerHost: z.number().int().min(0).default(512),
  idleTime: duration.default(60_000),
  queue: z.number().int().min(0).default(1024),
  queueTime: duration.default(5000),
});

const upstreamTls = z.strictObject({
  enabled: z.boolean().default(true),
  serverName: z.string().optional(),
  caFile: z.string().optional(),
  verify: z.boolean().default(true),
});

/** One routed service: which requests it takes, where they go and how failure is met. */
export const serviceSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'a name has letters, digits, ".", "_" and "-"'),
  domain: oneOrMore(domain).default(['*']),
  path: oneOrMore(path).default(['/']),
  stripPath: z.boolean().default(false),
  preserveHost: z.boolean().default(true),
  hosts: z.array(hostSchema).min(1),
  balancing: balancing.default({ algorithm: 'round-robin', header: undefined, cookie: undefined }),
  healthCheck: z.union([z.literal(false), healthCheck]).default(false),
  timeouts: timeouts.prefault({}),
  retries: retries.prefault({}),
  ejection: ejection.prefault({}),
  circuit: circuit.prefault({}),
  limits: limits.prefault({}),
  tls: upstreamTls.optional(),
});

export type HostConfig = z.output<typeof hostSchema>;
export type ServiceConfig = z.output<typeof serviceSchema>;
