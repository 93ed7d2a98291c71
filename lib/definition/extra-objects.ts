import { ApiObject, type Chart } from 'cdk8s';
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
  if (!Array.isArray(objects)) return;
  objects.forEach((object: { apiVersion?: unknown; kind?: unknown; metadata?: object }, i) => {
    const { apiVersion, kind, metadata } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || metadata === undefined) {
      throw new Error(`extraObjects[${i}] is no object. Allowed: a map with apiVersion, kind and metadata.`);
    }
    new ApiObject(chart, `extra-object-${i}`, { ...object, apiVersion, kind });
  });
}
