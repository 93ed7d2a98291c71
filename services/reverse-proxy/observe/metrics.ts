import { kitMetrics } from '@chartwright/kit/contract';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Proxy } from '../app';
import type { Service } from '../upstream/service';
import { version } from '../package.json';
import { BOUNDS } from '../upstream/histogram';
import type { Family, Sample } from './samples';

export const FAMILIES: Readonly<Record<string, Family>> = {
  proxy_requests_total: { type: 'counter', help: 'Answered requests by class of status.' },
  proxy_failures_total: { type: 'counter', help: 'Requests that the proxy answered or broke off itself, by reason.' },
  proxy_refused_total: { type: 'counter', help: 'Requests refused before they had a service, by reason.' },
  proxy_request_duration_seconds: { type: 'histogram', help: 'From the request head to the end of the response.' },
  proxy_requests_in_flight: { type: 'gauge', help: 'Requests on their way.' },
  proxy_retries_total: { type: 'counter', help: 'Further tries.' },
  proxy_tunnels: { type: 'gauge', help: 'Open upgraded connections.' },
  proxy_received_bytes_total: { type: 'counter', help: 'Octets of request bodies.' },
  proxy_sent_bytes_total: { type: 'counter', help: 'Octets of response bodies.' },
  proxy_queue_length: { type: 'gauge', help: 'Requests that wait for a connection.' },
  proxy_circuit_open: { type: 'gauge', help: 'Processes in which the circuit is open.' },
  proxy_circuit_opened_total: { type: 'counter', help: 'How often the circuit opened.' },
  proxy_service_up: { type: 'gauge', help: 'Processes in which some host of the service takes requests.' },
  proxy_upstream_requests_total: { type: 'counter', help: 'Tries by host.' },
  proxy_upstream_failures_total: { type: 'counter', help: 'Failed tries by host.' },
  proxy_upstream_retries_total: {
    type: 'counter',
    help: 'Tries that were repeated elsewhere, by the host that failed.',
  },
  proxy_upstream_ejections_total: { type: 'counter', help: 'Ejections by host.' },
  proxy_upstream_check_failures_total: { type: 'counter', help: 'Failed active health checks by host.' },
  proxy_upstream_connects_total: { type: 'counter', help: 'Connections opened by host.' },
  proxy_upstream_active: { type: 'gauge', help: 'Requests on their way by host.' },
  proxy_upstream_idle_connections: { type: 'gauge', help: 'Idle connections by host.' },
  proxy_upstream_up: { type: 'gauge', help: 'Processes in which the host takes requests.' },
  proxy_client_connections: { type: 'gauge', help: 'Open client connections.' },
  proxy_client_connections_total: { type: 'counter', help: 'Accepted client connections.' },
  proxy_config_refused: {
    type: 'gauge',
    help: 'Processes that keep an old config, since the newer one is not valid.',
  },
  process_resident_memory_bytes: { type: 'gauge', help: 'Resident memory.' },
  process_cpu_seconds_total: { type: 'counter', help: 'CPU time.' },
  process_open_fds: { type: 'gauge', help: 'Open file descriptors.' },
  process_max_fds: { type: 'gauge', help: 'File descriptors at most.' },
  process_start_time_seconds: { type: 'gauge', help: 'Start of the process, in seconds since 1970.' },
  [kitMetrics.eventLoopActive]: { type: 'counter', help: 'Time in which event loops worked.' },
  [kitMetrics.eventLoopIdle]: { type: 'counter', help: 'Time in which event loops waited.' },
  [kitMetrics.build]: { type: 'gauge', help: 'Which version runs, on which Node.js.' },
};

/** All that this process knows, read from plain counters when somebody asks. */
export function collect(proxy: Proxy): Sample[] {
  const { settings, refused } = proxy.running();
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  return [
    ...settings.services.flatMap(ofService),
    ...[...refused].map(([reason, value]) => ({ name: 'proxy_refused_total', labels: { reason }, value })),
    { name: 'proxy_client_connections', labels: {}, value: proxy.openConnections },
    { name: 'proxy_client_connections_total', labels: {}, value: proxy.acceptedConnections },
    { name: 'process_resident_memory_bytes', labels: {}, value: process.memoryUsage.rss() },
    { name: 'process_cpu_seconds_total', labels: {}, value: (cpu.user + cpu.system) / 1e6 },
    { name: 'proxy_config_refused', labels: {}, value: proxy.configRefused ? 1 : 0 },
    { name: kitMetrics.eventLoopActive, labels: {}, value: loop.active / 1000 },
    { name: kitMetrics.eventLoopIdle, labels: {}, value: loop.idle / 1000 },
    ...fileDescriptors(),
  ];
}

/** What is not added up over processes: told by the one that has the admin port. */
export function collectOnce(): Sample[] {
  return [
    { name: 'process_start_time_seconds', labels: {}, value: Math.round(performance.timeOrigin / 1000) },
    { name: kitMetrics.build, labels: { version, node: process.version }, value: 1 },
  ];
}

/** Where the system tells of them: on Linux. */
function fileDescriptors(): Sample[] {
  try {
    const most = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    const open = { name: 'process_open_fds', labels: {}, value: readdirSync('/proc/self/fd').length };
    return most === undefined ? [open] : [open, { name: 'process_max_fds', labels: {}, value: Number(most) }];
  } catch {
    return [];
  }
}

function ofService(service: Service): Sample[] {
  const { stats, name } = service;
  const labels = { service: name };
  let below = 0;
  const buckets = stats.latency.counts.map((count, index) => {
    below += count;
    const le = index < BOUNDS.length ? String(BOUNDS[index]) : '+Inf';
    return { name: 'proxy_request_duration_seconds_bucket', labels: { service: name, le }, value: below };
  });
  return [
    ...stats.byClass.flatMap((value, index) =>
      index === 0 ? [] : [{ name: 'proxy_requests_total', labels: { service: name, status: `${index}xx` }, value }],
    ),
    ...[...stats.failures].map(([reason, value]) => ({
      name: 'proxy_failures_total',
      labels: { service: name, reason },
      value,
    })),
    ...buckets,
    { name: 'proxy_request_duration_seconds_sum', labels, value: stats.latency.sum },
    { name: 'proxy_request_duration_seconds_count', labels, value: below },
    { name: 'proxy_requests_in_flight', labels, value: stats.inFlight },
    { name: 'proxy_retries_total', labels, value: stats.retries },
    { name: 'proxy_tunnels', labels, value: stats.tunnels },
    { name: 'proxy_received_bytes_total', labels, value: stats.bytesIn },
    { name: 'proxy_sent_bytes_total', labels, value: stats.bytesOut },
    { name: 'proxy_queue_length', labels, value: service.queue.length },
    { name: 'proxy_circuit_open', labels, value: service.circuit.isOpen ? 1 : 0 },
    { name: 'proxy_service_up', labels, value: service.isUp ? 1 : 0 },
    { name: 'proxy_circuit_opened_total', labels, value: service.circuit.opened },
    ...service.endpoints.flatMap((endpoint) => {
      const of = { service: name, upstream: endpoint.authority };
      return [
        { name: 'proxy_upstream_requests_total', labels: of, value: endpoint.stats.requests },
        { name: 'proxy_upstream_failures_total', labels: of, value: endpoint.stats.failures },
        { name: 'proxy_upstream_retries_total', labels: of, value: endpoint.stats.retries },
        { name: 'proxy_upstream_ejections_total', labels: of, value: endpoint.stats.ejections },
        { name: 'proxy_upstream_check_failures_total', labels: of, value: endpoint.stats.checksFailed },
        { name: 'proxy_upstream_connects_total', labels: of, value: endpoint.stats.connects },
        { name: 'proxy_upstream_active', labels: of, value: endpoint.active },
        { name: 'proxy_upstream_idle_connections', labels: of, value: endpoint.idle.length },
        { name: 'proxy_upstream_up', labels: of, value: service.takes(endpoint) ? 1 : 0 },
      ];
    }),
  ];
}
