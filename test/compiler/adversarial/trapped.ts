import { ApiObject, type Chart } from 'cdk8s';
import type { ChartDefinition } from 'chartwright';
import { z } from 'zod';

/** Part of the values of a chart: what a values file says over the defaults. */
type Over<T> = T extends readonly (infer E)[]
  ? readonly E[]
  : T extends object
    ? { readonly [K in keyof T]?: Over<T[K]> }
    : T;

/** One way to reach a branch of a build: values over the defaults, and for whom they are rendered. */
export interface Trap<T = unknown> {
  readonly values?: Over<T>;
  readonly release?: string;
  readonly namespace?: string;
}

/** Adds to a chart the value sets that reach its hidden branches, found by reading it. The compiler never sees them. */
export function trapped<S extends z.ZodObject>(
  definition: ChartDefinition<S>,
  ...traps: readonly Trap<z.input<S>>[]
): ChartDefinition<S> & { readonly traps: readonly Trap[] } {
  return Object.assign(definition, { traps });
}

/** What every definition here begins with. */
export const base = { version: '1.0.0', description: 'One build of the adversarial corpus.' } as const;

/** As long as Helm lets a release's name be. */
export const LONGEST_RELEASE = 'a-release-with-a-name-of-just-fifty-three-character-x';

/** Two to nine small letters. */
export const word = z.string().regex(/^[a-z]{2,9}$/);

/** Adds an object that has any field: most builds are about a text or a number, not about Kubernetes. */
export function it(chart: Chart, spec: unknown, name = 'it'): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'example.org/v1', kind: 'It', metadata: { name }, spec });
}

/** Adds a ConfigMap. */
export function configMap(chart: Chart, data: Readonly<Record<string, string>>, name = 'config'): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}
