import { everyService, type ServiceContract } from '../kit/contract';

/** What the cluster needs to know of the reverse proxy: constants only, so that the library may import it. */
export const contract = {
  ...everyService,
  name: 'reverse-proxy',
  /** Port of proxied traffic, unless the config file's `proxy.listen.port` says otherwise. */
  port: 8080,
  adminPort: 8081,
  /** Names for rules and dashboards; README.md has them all. Process metrics are named as in kit/contract.ts. */
  metrics: {
    /** Counter by `service` and class of `status` (`5xx`), all there from the start. */
    requests: 'proxy_requests_total',
    /** Histogram by `service`. */
    duration: 'proxy_request_duration_seconds',
    /** Upper bounds of its buckets, in seconds. */
    durationBuckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    /** Gauge by `service`. */
    inFlight: 'proxy_requests_in_flight',
    /** Counter by `service` and `reason`. */
    failures: 'proxy_failures_total',
    retries: 'proxy_retries_total',
    queueLength: 'proxy_queue_length',
    circuitOpen: 'proxy_circuit_open',
    /** Gauges: processes in which a service, or one host (`upstream`) of it, takes requests. */
    serviceUp: 'proxy_service_up',
    upstreamUp: 'proxy_upstream_up',
    upstreamEjections: 'proxy_upstream_ejections_total',
    clientConnections: 'proxy_client_connections',
    /** Gauge: processes that keep an old config, since the file's newer one is not valid. */
    configRefused: 'proxy_config_refused',
  },
  /** Answered by the proxy itself on the traffic port, for every Host. */
  healthCheck: {
    path: '/api/v2/_health_check',
    text: 'Health-check reverse-proxy is working!!!!!',
  },
  config: {
    /** Where the config file is looked for when the environment names none; mount the ConfigMap on its folder. */
    path: '/etc/reverse-proxy/config.yaml',
    directory: '/etc/reverse-proxy',
    file: 'config.yaml',
  },
  env: {
    ...everyService.env,
    /** Path of the config file. @default contract.config.path */
    configFile: 'CONFIG_FILE',
    /** Worker processes: a number or `auto` (one per core). 1 runs in a single process. @default 1 */
    workers: 'WORKERS',
  },
} as const satisfies ServiceContract;
