import { ApiObject, type Chart } from 'cdk8s';
import type { Release } from 'chartwright';
import { z } from 'zod';

/** What every definition here begins with. */
export const base = { version: '1.0.0', description: 'A chart as chart authors write them.' } as const;

/** Values that most charts have. */
export const texts = z.record(z.string(), z.string());
export const freeMap = z.record(z.string(), z.any());
export const freeList = z.array(z.record(z.string(), z.any()));
export const port = z.int().min(1).max(65535);
export const label = z.string().regex(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/);

export const selector = (release: Release, name = 'web'): Record<string, string> => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': release.name,
});

/** Leaves out what is empty: `{}`, `[]`, `''`, undefined. */
export function some<T>(key: string, value: T): Record<string, T> {
  if (value === undefined || value === null || value === '') return {};
  return typeof value === 'object' && Object.keys(value).length === 0 ? {} : { [key]: value };
}

export const object = (chart: Chart, apiVersion: string, kind: string, name: string, rest: object): ApiObject =>
  new ApiObject(chart, `${kind}-${name}`.toLowerCase(), { apiVersion, kind, metadata: { name }, ...rest });

/** A Deployment of one container, and what is to be said beside it. */
export function deployment(
  chart: Chart,
  release: Release,
  {
    container = {},
    pod = {},
    spec = {},
    annotations = {},
    labels = {},
  }: {
    container?: object;
    pod?: object;
    spec?: object;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
  },
): ApiObject {
  return object(chart, 'apps/v1', 'Deployment', release.name, {
    spec: {
      ...spec,
      selector: { matchLabels: selector(release) },
      template: {
        metadata: { labels: { ...labels, ...selector(release) }, ...some('annotations', annotations) },
        spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.0', ...container }], ...pod },
      },
    },
  });
}

export function service(chart: Chart, release: Release, spec: object, metadata: object = {}): ApiObject {
  return object(chart, 'v1', 'Service', release.name, {
    metadata: { name: release.name, ...metadata },
    spec: { selector: selector(release), ...spec },
  });
}

export const configMap = (chart: Chart, name: string, data: Record<string, string>): ApiObject =>
  object(chart, 'v1', 'ConfigMap', name, { data });
