import { flag, milliseconds, oneOf, port, text } from './setting-types';
import { everyHttpService } from '../contract';
import { setting } from './config';

const { env } = everyHttpService;

/** The ports that a service's contract states. */
export interface ServicePorts {
  readonly port: number;
  readonly adminPort: number;
}

/**
 * The environment that every service reads. The names carry no prefix on purpose: in Kubernetes a Service called
 * `urlpath` puts `URLPATH_PORT=tcp://…` into its neighbours' environment.
 */
export const serviceSettings = (defaults: ServicePorts) => ({
  /** Where requests are taken. */
  port: setting(env.port, port().default(defaults.port)),
  /** Where /healthz, /readyz and /metrics answer. */
  adminPort: setting(env.adminPort, port().default(defaults.adminPort), {
    fits: (admin, of) => admin === 0 || admin !== of(env.port) || `another port than ${env.port}`,
  }),
  /** Address to listen on; undefined is every address, IPv6 too where there is one. */
  host: setting(env.host, text('an address to listen on').optional()),
  logLevel: setting(env.logLevel, oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info')),
  /** One line per answered request. */
  accessLog: setting(env.accessLog, flag().default(true)),
  /** Between "not ready" and the end of accepting: the time that the cluster needs to take the pod out of every Service. */
  drainDelayMs: setting(env.drainDelayMs, milliseconds().default(5_000)),
  /** How long requests in flight may then take, before their connections are cut. */
  drainDeadlineMs: setting(env.drainDeadlineMs, milliseconds().default(15_000)),
});
