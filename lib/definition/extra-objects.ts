import { ApiObject, Chart } from 'cdk8s';
import { z } from 'zod';

/** The value of a chart that takes whole objects of its users'. */
export const EXTRA_OBJECT_VALUES = {
  extraObjects: z
    .array(z.record(z.string(), z.json()))
    .default([])
    .describe('Whole objects that are deployed with the release, as they stand here.'),
};

/** Adds objects of the user's to a chart. @throws when one is none; the message says which */
export function addExtraObjects(chart: Chart, objects: unknown): void {
  if (!Array.isArray(objects) || objects.length === 0) return;
  // Of its own: the labels of the others are not theirs.
  const extra = new Chart(chart, 'extra-objects', { namespace: chart.namespace });
  objects.forEach((object: { apiVersion?: unknown; kind?: unknown; metadata?: object }, i) => {
    const { apiVersion, kind, metadata } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || metadata === undefined) {
      throw new Error(`extraObjects[${i}] is no object. Allowed: a map with apiVersion, kind and metadata.`);
    }
    new ApiObject(extra, `extra-object-${i}`, { ...object, apiVersion, kind });
  });
}
