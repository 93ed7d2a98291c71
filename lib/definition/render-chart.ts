import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { z } from '../values/zod-types';
import { collectChart } from '../manifests/collect';
import type { Manifest } from '../manifests/manifest';
import { completeApps, notingApps } from './entry/apps';
import { takeOver } from './entry/take-over';
import { isEqual } from './observed';
import { ReleaseChart, type Release } from './release';
import { inHelmOrder } from '../values/order';
import type { ChartDefinition } from './chart-definition';
import { commonLabelsOf } from './common-labels';
import { addExtraObjects } from './extra-objects';
import { withFingerprints } from './fingerprint-values';
import { fullName } from './full-name';
import { withImages } from './image-values';

/** The release that a chart gets when nothing else is said: named after the chart, no namespace. */
export function defaultRelease(definition: { readonly name: string }): Release {
  return { name: definition.name, service: 'chartwright' };
}

/**
 * Runs `build` in a new cdk8s Chart below `scope`. Values have to be complete (see `loadValues`).
 * The Chart's id is the release's name.
 */
export function buildChart<S extends z.ZodObject>(
  scope: Construct,
  definition: ChartDefinition<S>,
  values: z.output<S>,
  release: Release,
): Chart {
  const named = definition.overridableNames ? { ...release, name: fullName(release.name, values) } : release;
  const chart = new ReleaseChart(scope, release.name, {
    release: named,
    chartName: definition.name,
    chartVersion: definition.version,
    appVersion: definition.appVersion ?? definition.version,
    commonLabels: commonLabelsOf(definition.commonLabels, values),
  });
  const ordered = inHelmOrder(definition.values, ownValues(definition, values));
  const prefix = (): string | undefined => (isEqual(named.name, definition.name) ? undefined : named.name);
  const { apps } = notingApps(undefined, prefix, () => definition.build(chart, ordered, named));
  // What builds an App of its own, in a function or a library, has no scope to hand in.
  for (const app of completeApps(apps)) takeOver(app, chart);
  if (definition.extraObjects) addExtraObjects(chart, values.extraObjects);
  return chart;
}

/** What `build` knows of. */
function ownValues<S extends z.ZodObject>(definition: ChartDefinition<S>, values: z.output<S>): z.output<S> {
  const { overridableNames, extraObjects, globalImages, commonLabels } = definition;
  let own = values as Record<string, unknown>;
  if (overridableNames || extraObjects || globalImages || commonLabels === true) own = { ...own };
  if (overridableNames) {
    delete own.nameOverride;
    delete own.fullnameOverride;
  }
  if (extraObjects) delete own.extraObjects;
  if (commonLabels === true) delete own.commonLabels;
  if (globalImages) {
    const { global, ...rest } = own;
    const all = { imageRegistry: '', imagePullSecrets: [], ...(global as object | undefined) };
    own = withImages(definition.values, rest, all, definition.appVersion ?? definition.version);
  }
  return withFingerprints(definition.values, own) as z.output<S>;
}

/** The objects of a chart for complete values: a pure function as long as `build` is one. */
export function renderChart<S extends z.ZodObject>(
  definition: ChartDefinition<S>,
  values: z.output<S>,
  release: Release = defaultRelease(definition),
): Manifest[] {
  return collectChart(buildChart(new App(), definition, values, release));
}
