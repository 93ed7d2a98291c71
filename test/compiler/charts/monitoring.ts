import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, deployment, freeList, label, object, port, selector, service, some, texts } from './author';

export const serviceMonitor = defineChart({
  ...base,
  name: 'service-monitor',
  values: z.object({
    serviceMonitor: z
      .object({
        enabled: z.boolean().default(false),
        interval: z.string().default('15s'),
        scrapeTimeout: z.string().default(''),
        additionalLabels: texts.default({}),
        relabelings: freeList.default([]),
        namespace: z.string().default(''),
      })
      .prefault({}),
  }),
  build(chart, { serviceMonitor: monitor }, release) {
    service(chart, release, { ports: [{ name: 'metrics', port: 9090 }] });
    if (!monitor.enabled) return;
    object(chart, 'monitoring.coreos.com/v1', 'ServiceMonitor', release.name, {
      metadata: {
        name: release.name,
        ...some('namespace', monitor.namespace),
        labels: { ...selector(release), ...monitor.additionalLabels },
      },
      spec: {
        namespaceSelector: { matchNames: [release.namespace] },
        selector: { matchLabels: selector(release) },
        endpoints: [
          {
            port: 'metrics',
            interval: monitor.interval,
            ...some('scrapeTimeout', monitor.scrapeTimeout),
            ...some('relabelings', monitor.relabelings),
          },
        ],
      },
    });
  },
});

export const scrapeAnnotations = defineChart({
  ...base,
  name: 'scrape-annotations',
  values: z.object({
    metrics: z
      .object({
        enabled: z.boolean().default(true),
        port: port.default(9102),
        path: z.string().min(1).default('/metrics'),
      })
      .prefault({}),
    podAnnotations: texts.default({}),
  }),
  build(chart, { metrics, podAnnotations }, release) {
    deployment(chart, release, {
      annotations: {
        ...podAnnotations,
        ...(metrics.enabled && {
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': String(metrics.port),
          'prometheus.io/path': metrics.path,
        }),
      },
      container: {
        ports: [
          { name: 'http', containerPort: 80 },
          ...(metrics.enabled ? [{ name: 'metrics', containerPort: metrics.port }] : []),
        ],
      },
    });
  },
});

export const rules = defineChart({
  ...base,
  name: 'alert-rules',
  values: z.object({
    alerts: z
      .record(
        z.string().regex(/^[A-Z][A-Za-z]{1,20}$/),
        z.object({
          expr: z.string().min(1),
          for: z.string().default('5m'),
          severity: z.enum(['info', 'warning', 'critical']).default('warning'),
          enabled: z.boolean().default(true),
        }),
      )
      .default({}),
    runbook: z.string().default(''),
  }),
  build(chart, { alerts, runbook }, release) {
    object(chart, 'monitoring.coreos.com/v1', 'PrometheusRule', release.name, {
      spec: {
        groups: [
          {
            name: release.name,
            rules: Object.entries(alerts)
              .filter(([, { enabled }]) => enabled)
              .map(([alert, { expr, for: forHow, severity }]) => ({
                alert,
                expr,
                for: forHow,
                labels: { severity },
                ...(runbook && { annotations: { runbook_url: `${runbook}/${alert}` } }),
              })),
          },
        ],
      },
    });
  },
});

export const thresholds = defineChart({
  ...base,
  name: 'thresholds',
  values: z.object({
    thresholds: z
      .object({
        errorPercent: z.number().min(0).max(100).default(1),
        latencyMs: z.int().min(1).max(60000).default(500),
        window: z
          .string()
          .regex(/^\d{1,2}[mh]$/)
          .default('5m'),
      })
      .prefault({}),
  }),
  build(chart, { thresholds: { errorPercent, latencyMs, window } }, release) {
    object(chart, 'monitoring.coreos.com/v1', 'PrometheusRule', release.name, {
      spec: {
        groups: [
          {
            name: 'slo',
            rules: [
              {
                alert: 'Errors',
                expr: `sum(rate(errors{release="${release.name}"}[${window}])) * 100 > ${errorPercent}`,
              },
              {
                alert: 'Slow',
                expr: `histogram_quantile(0.99, sum by (le) (rate(seconds_bucket[${window}]))) > ${latencyMs / 1000}`,
              },
            ],
          },
        ],
      },
    });
  },
});

export const podMonitor = defineChart({
  ...base,
  name: 'pod-monitor',
  values: z.object({
    endpoints: z
      .array(z.object({ port: label, path: z.string().default('/metrics'), interval: z.string().optional() }))
      .default([{ port: 'metrics', path: '/metrics' }]),
  }),
  build(chart, { endpoints }, release) {
    object(chart, 'monitoring.coreos.com/v1', 'PodMonitor', release.name, {
      spec: { selector: { matchLabels: selector(release) }, podMetricsEndpoints: endpoints },
    });
  },
});

export const exporter = defineChart({
  ...base,
  name: 'exporter',
  values: z.object({
    exporter: z
      .object({
        enabled: z.boolean().default(false),
        image: z.string().min(1).default('exporter:1'),
        flags: z.array(z.string().min(1)).default([]),
        resources: z.record(z.string(), z.any()).default({}),
      })
      .prefault({}),
  }),
  build(chart, { exporter: { enabled, image, flags, resources } }, release) {
    const sidecar = {
      name: 'exporter',
      image,
      args: ['--web.listen-address=:9121', ...flags.map((flag) => `--${flag}`)],
      ...some('resources', resources),
    };
    deployment(chart, release, {
      pod: { containers: [{ name: 'redis', image: 'redis:7' }, ...(enabled ? [sidecar] : [])] },
    });
  },
});

export const tracing = defineChart({
  ...base,
  name: 'tracing',
  values: z.object({
    tracing: z
      .object({
        endpoint: z.string().default(''),
        sampler: z.enum(['always_on', 'always_off', 'traceidratio']).default('traceidratio'),
        ratio: z.number().min(0).max(1).default(0.1),
        attributes: texts.default({}),
      })
      .prefault({}),
  }),
  build(chart, { tracing: { endpoint, sampler, ratio, attributes } }, release) {
    const pairs = Object.entries({ 'service.name': release.name, ...attributes }).map(
      ([key, value]) => `${key}=${value}`,
    );
    deployment(chart, release, {
      container: {
        env: endpoint
          ? [
              { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: endpoint },
              { name: 'OTEL_TRACES_SAMPLER', value: sampler },
              ...(sampler === 'traceidratio' ? [{ name: 'OTEL_TRACES_SAMPLER_ARG', value: String(ratio) }] : []),
              { name: 'OTEL_RESOURCE_ATTRIBUTES', value: pairs.join(',') },
            ]
          : [{ name: 'OTEL_SDK_DISABLED', value: 'true' }],
      },
    });
  },
});

export const logShipping = defineChart({
  ...base,
  name: 'log-shipping',
  values: z.object({
    outputs: z
      .array(
        z.object({
          name: z.enum(['loki', 'es', 'stdout']),
          match: z.string().min(1).default('*'),
          host: z.string().default(''),
        }),
      )
      .default([{ name: 'stdout', match: '*', host: '' }]),
    memLimit: z
      .string()
      .regex(/^\d{1,3}MB$/)
      .default('5MB'),
  }),
  build(chart, { outputs, memLimit }, release) {
    const blocks = outputs.map(
      ({ name, match, host }) =>
        `[OUTPUT]\n    Name  ${name}\n    Match ${match}\n${host ? `    Host  ${host}\n` : ''}`,
    );
    object(chart, 'v1', 'ConfigMap', release.name, {
      data: {
        'fluent-bit.conf': `[SERVICE]\n    Flush 1\n[INPUT]\n    Name tail\n    Mem_Buf_Limit ${memLimit}\n${blocks.join('')}`,
      },
    });
  },
});
