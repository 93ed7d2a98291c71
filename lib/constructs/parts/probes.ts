import { given } from './given';
import type { KubeProbe } from '../../kubernetes/types';

/** How often a probe asks, and what it makes of the answers. Kubernetes' own defaults are written out. */
export interface ProbeTiming {
  /** Seconds between two looks. @default 10 s */
  readonly periodSeconds?: number;
  /** Seconds that an answer may take. @default 2 s */
  readonly timeoutSeconds?: number;
  /** Failures in a row that count. @default 3 */
  readonly failureThreshold?: number;
  /** Seconds from the start of the container to the first look. @default 0 s */
  readonly initialDelaySeconds?: number;
}

/** What the kubelet asks a container. */
export class Probe {
  private constructor(
    private readonly action: KubeProbe,
    private readonly timing: ProbeTiming,
  ) {}

  /** GET that has to answer 200 to 399. `port` is a port name or number. @default port - the port of the workload */
  static http(
    path: string,
    options: ProbeTiming & { readonly port?: string | number; readonly host?: string } = {},
  ): Probe {
    const { port = 'http', host, ...timing } = options;
    const httpHeaders = host === undefined ? undefined : [{ name: 'Host', value: host }];
    return new Probe({ httpGet: { path, port, httpHeaders } }, timing);
  }

  /** A TCP connection that has to be accepted. */
  static tcp(options: ProbeTiming & { readonly port?: string | number } = {}): Probe {
    const { port = 'http', ...timing } = options;
    return new Probe({ tcpSocket: { port } }, timing);
  }

  /** A command in the container that has to end with 0. */
  static command(command: readonly string[], timing: ProbeTiming = {}): Probe {
    return new Probe({ exec: { command } }, timing);
  }

  /** A gRPC health check. @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md */
  static grpc(port: number, options: ProbeTiming & { readonly service?: string } = {}): Probe {
    const { service, ...timing } = options;
    return new Probe({ grpc: { port, service } }, timing);
  }

  /** The same question, asked as often as is usual. @internal */
  _withUsualTiming(): Probe {
    return new Probe(this.action, { timeoutSeconds: this.timing.timeoutSeconds });
  }

  /** @internal */
  _toKube(defaults: ProbeTiming): KubeProbe {
    const {
      periodSeconds = 10,
      timeoutSeconds = 2,
      failureThreshold = 3,
      initialDelaySeconds,
    } = { ...defaults, ...given(this.timing) };
    return { ...this.action, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold };
  }
}

/** The three probes of a container; `false` switches one off. */
export interface Probes {
  /**
   * Until it passes once, the others wait: a slow start is no death. When it does not pass in time, the container is
   * restarted; so it should not ask for what restarting does not bring, e.g. a database.
   * @default - as liveness, every 2 seconds for up to 2 minutes
   */
  readonly startup?: Probe | false;
  /** Whether the pod gets traffic. @default - TCP on the port of the workload */
  readonly readiness?: Probe | false;
  /** Whether the container is restarted. @default - TCP on the port of the workload */
  readonly liveness?: Probe | false;
}

/** @internal */
export function probesToKube(
  probes: Probes,
): Record<'startupProbe' | 'readinessProbe' | 'livenessProbe', KubeProbe | undefined> {
  const readiness = probes.readiness ?? Probe.tcp();
  const liveness = probes.liveness ?? Probe.tcp();
  const startup = probes.startup ?? (liveness && liveness._withUsualTiming());
  return {
    startupProbe: startup ? startup._toKube({ periodSeconds: 2, failureThreshold: 60 }) : undefined,
    readinessProbe: readiness ? readiness._toKube({ periodSeconds: 5, failureThreshold: 2 }) : undefined,
    livenessProbe: liveness ? liveness._toKube({ periodSeconds: 10, failureThreshold: 6 }) : undefined,
  };
}
