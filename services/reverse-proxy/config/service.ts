import * as z from 'zod';
import { address, domain, hostName } from './addresses';
import { routePath, urlPath } from './paths';
import { duration, interval, limit, port } from './units';

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);

/** One upstream: an address that is used as it is, a name that is re-resolved, or an SRV name. */
export const hostSchema = z
  .strictObject({
    address,
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
  path: urlPath.default('/'),
  host: hostName.optional(),
  interval: interval.default(5000),
  timeout: interval.default(2000),
  healthyThreshold: z.number().int().min(1).default(2),
  unhealthyThreshold: z.number().int().min(1).default(3),
  statuses: z.array(z.number().int().min(100).max(599)).optional(),
});

const PER_TRY = 30_000;
const TOTAL = 60_000;

/** One try may last as long as all of them together: the one that is not given makes room for the one that is. */
const timeouts = z
  .strictObject({
    connect: limit.default(2000),
    perTry: limit.optional(),
    total: limit.optional(),
    idle: limit.default(60_000),
    tunnelIdle: limit.default(600_000),
  })
  .transform(({ perTry, total, ...others }) => ({
    ...others,
    perTry: perTry ?? Math.min(PER_TRY, total ?? PER_TRY),
    total: total ?? Math.max(TOTAL, perTry ?? TOTAL),
  }))
  .refine(({ perTry, total }) => perTry <= total, {
    path: ['perTry'],
    error: 'one try may not take longer than all together: lower perTry or raise total',
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
  baseTime: interval.default(10_000),
  maxTime: interval.default(300_000),
  maxPercent: z.number().min(0).max(100).default(50),
  slowStart: duration.default(10_000),
});

const circuit = z.strictObject({
  enabled: z.boolean().default(true),
  window: interval.default(10_000),
  minimumRequests: z.number().int().min(1).default(20),
  failurePercent: z.number().min(1).max(100).default(80),
  openTime: interval.default(5000),
});

const limits = z.strictObject({
  connectionsPerHost: z.number().int().min(1).default(1024),
  idlePerHost: z.number().int().min(0).default(512),
  idleTime: limit.default(60_000),
  queue: z.number().int().min(0).default(1024),
  queueTime: limit.default(5000),
});

const upstreamTls = z.strictObject({
  enabled: z.boolean().default(true),
  serverName: hostName.optional(),
  caFile: z.string().min(1).optional(),
  verify: z.boolean().default(true),
});

/** One routed service: which requests it takes, where they go and how failure is met. */
export const serviceSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'a name has letters, digits, ".", "_" and "-"'),
  domain: oneOrMore(domain).default(['*']),
  path: oneOrMore(routePath).default(['/']),
  stripPath: z.boolean().default(false),
  preserveHost: z.boolean().default(true),
  hosts: z.array(hostSchema).min(1),
  balancing: balancing.default({ algorithm: 'round-robin', header: undefined, cookie: undefined }),
  healthCheck: z
    .union([z.boolean(), healthCheck])
    .default(false)
    .transform((given) => (given === true ? healthCheck.parse({}) : given)),
  timeouts: timeouts.prefault({}),
  retries: retries.prefault({}),
  ejection: ejection.prefault({}),
  circuit: circuit.prefault({}),
  limits: limits.prefault({}),
  tls: upstreamTls.optional(),
});

export type HostConfig = z.output<typeof hostSchema>;
export type ServiceConfig = z.output<typeof serviceSchema>;
