import { ApiObject, type Chart } from 'cdk8s';
import type { z } from 'zod';
import { defineChart, type ChartDefinition } from '../../lib/definition/chart-definition';

/** A chart of one object, whose spec is made of the values. */
export const chartOf = <S extends z.ZodObject>(
  values: S,
  spec: (values: z.output<S>, chart: Chart) => object,
): ChartDefinition =>
  defineChart({
    name: 'it',
    version: '1.0.0',
    description: 'One object.',
    values,
    build: (chart, given) =>
      void new ApiObject(chart, 'it', {
        apiVersion: 'example.org/v1',
        kind: 'It',
        metadata: { name: 'it' },
        spec: spec(given, chart),
      }),
  });
