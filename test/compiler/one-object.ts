import { ApiObject, type Chart } from 'cdk8s';
import { defineChart, type ChartDefinition } from 'chartwright';
import { z } from 'zod';
import { base } from './charts/author';

/** A chart of one object, which shows what it is given. */
export const mk = <S extends z.ZodRawShape>(
  name: string,
  values: S,
  spec: (values: z.output<z.ZodObject<S>>, chart: Chart) => object,
): ChartDefinition<z.ZodObject<S>> =>
  defineChart({
    ...base,
    name: `code-${name}`,
    values: z.object(values),
    build(chart, given) {
      new ApiObject(chart, 'it', { apiVersion: 'example.org/v1', kind: 'It', spec: spec(given as never, chart) });
    },
  });
