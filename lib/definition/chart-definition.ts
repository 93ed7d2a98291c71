import type { Chart } from 'cdk8s';
import type { z } from '../values/zod-types';
import { DNS_LABEL_1035, fits } from '../kubernetes/names';
import { COMMON_LABEL_VALUES } from './common-labels';
import { EXTRA_OBJECT_VALUES } from './extra-objects';
import { NAME_VALUES } from './full-name';
import { fingerprintedSections, schemaWithFingerprints } from './fingerprint-values';
import { GLOBAL_VALUES, schemaWithImages } from './image-values';
import type { Release } from './release';
import { assertRenamed, type RenamedValues } from './renamed';
import type { Rule } from './rules';

/** Values of a chart: what `build` is given, all defaults filled in. */
export type ValuesOf<S extends z.ZodObject> = z.output<S>;

/** A person to ask about a chart (Chart.yaml `maintainers`). */
export interface Maintainer {
  /** How the person is called. */
  readonly name: string;
  /** Where mail reaches the person. @default - none */
  readonly email?: string;
  /** Address of a page about the person. @default - none */
  readonly url?: string;
}

/** A chart that an umbrella chart brings along (Chart.yaml `dependencies`). */
export interface ChartDependency {
  /** The chart that is brought along. */
  readonly definition: AnyChartDefinition;
  /** Path of the boolean value that switches it on, e.g. `polls.enabled`. @default - always on */
  readonly condition?: string;
}

/** A real HTTP request that `helm test` sends to the deployed app. */
export interface ChartTest {
  /** In-cluster URL, e.g. `http://<release>-web:8000/healthz`. */
  readonly url: string;
  /** `Host` that is asked for. @default - that of the URL */
  readonly host?: string;
  /** Text that the answer has to contain. @default - any answer of status 200 to 299 passes */
  readonly contains?: string;
  /** Image that runs `node`. @default - the image of the first container of the chart */
  readonly image?: string;
}

/** Everything about a chart but what `build` closes over; see {@link defineChart}. */
export interface ChartDefinition<S extends z.ZodObject = z.ZodObject> {
  /** Chart name, a DNS label; also the default release name. */
  readonly name: string;
  /** Version of the chart, SemVer 2. */
  readonly version: string;
  /** What it deploys, in one sentence (Chart.yaml `description`). */
  readonly description: string;
  /** Version of the app inside. @default - `version` */
  readonly appVersion?: string;
  /** Kubernetes versions it is for, as Helm writes ranges. @default ">=1.30.0-0" */
  readonly kubeVersion?: string;
  /** Address of a picture (Chart.yaml `icon`). @default - none */
  readonly icon?: string;
  /** Address of the project (Chart.yaml `home`). @default - none */
  readonly home?: string;
  /** What catalogues find it by (Chart.yaml `keywords`). @default - none */
  readonly keywords?: readonly string[];
  /** Addresses of its source code (Chart.yaml `sources`). @default - none */
  readonly sources?: readonly string[];
  /** Whom to ask (Chart.yaml `maintainers`). @default - nobody */
  readonly maintainers?: readonly Maintainer[];
  /** What catalogues like Artifact Hub read beside the rest (Chart.yaml `annotations`). @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Charts that an umbrella chart brings along. @default - none */
  readonly dependencies?: readonly ChartDependency[];
  /** Types, defaults, bounds and descriptions: the only place where a default lives. */
  readonly values: S;
  /**
   * Adds the values `nameOverride` and `fullnameOverride`, as users of Helm know them: what `build` is given as the release's name is
   * then the name that they make of it. @default false
   */
  readonly overridableNames?: boolean;
  /** Adds the value `extraObjects`: whole objects of its users', which are deployed with the chart's own. @default false */
  readonly extraObjects?: boolean;
  /**
   * Adds the values `global.imageRegistry` and `global.imagePullSecrets`, for all images whose values are made by `imageValues`: what
   * `build` is given is each image as it is in the end, its registry, tag and digest in `repository`. @default false
   */
  readonly globalImages?: boolean;
  /**
   * Labels of all objects and of their pods, beside those that they have: `true` adds the value `commonLabels`, so that its users
   * say which. @default - none
   */
  readonly commonLabels?: boolean | Readonly<Record<string, string>>;
  /** What has to hold between values, on both sides: an error at synth, `fail` in the Helm chart. */
  readonly rules?: readonly Rule[];
  /**
   * Values of older versions, each with the path of the value that it is now: `{ 'backup.schedule': 'backup.cron' }`. Old values files
   * go on working, with a word about it in the notes and at synthesis; who writes both means the new one.
   * @default - old values are refused
   */
  readonly renamed?: RenamedValues;
  /** Any cdk8s code. Has to be a function of its arguments alone: no clock, randomness, files, environment. */
  build(this: void, scope: Chart, values: z.output<S>, release: Release): void;
  /** What to tell a person who has just installed it (NOTES.txt). Same demands as `build`. */
  notes?(this: void, values: z.output<S>, release: Release): string;
  /** What `helm test` asks the deployed app. Same demands as `build`. */
  test?(this: void, values: z.output<S>, release: Release): ChartTest | undefined;
}

/** A definition whose schema is of no interest. */
export type AnyChartDefinition = ChartDefinition;

const SEMVER = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/**
 * Declares a chart. It does nothing but check what it is given and infer the types.
 * @throws when the name is no DNS label or the version no SemVer, or a renamed value is to be one that there is not
 *
 * @example
 * ```ts
 * const shop = defineChart({
 *   name: 'shop',
 *   version: '1.0.0',
 *   description: 'A shop.',
 *   values: z.object({ replicas: z.int().min(1).max(100).default(3).describe('Pods.') }),
 *   build(chart, { replicas }) {
 *     new WebWorkload(chart, 'web', { image: 'ghcr.io/acme/shop:1.4.2', port: 8000, replicas });
 *   },
 * });
 * synthChart(app, shop, { values: { replicas: 5 } });
 * synthApp(app);
 * ```
 */
export function defineChart<S extends z.ZodObject>(definition: ChartDefinition<S>): ChartDefinition<S> {
  if (!fits(DNS_LABEL_1035, definition.name)) {
    throw new Error(`Chart name '${definition.name}' is not a DNS label. Allowed: ${DNS_LABEL_1035.allowed}.`);
  }
  if (!SEMVER.test(definition.version)) {
    throw new Error(
      `Chart '${definition.name}': version '${definition.version}' is not SemVer 2. Write it as MAJOR.MINOR.PATCH, e.g. 1.0.0.`,
    );
  }
  const more = {
    ...(definition.overridableNames && NAME_VALUES),
    ...(definition.extraObjects && EXTRA_OBJECT_VALUES),
    ...(definition.globalImages && GLOBAL_VALUES),
    ...(definition.commonLabels === true && COMMON_LABEL_VALUES),
  };
  if (Object.keys(more).length > 0) {
    const whole = { ...definition, values: definition.values.extend(more) as unknown as S };
    assertRenamed(whole);
    return whole;
  }
  assertRenamed(definition);
  return definition;
}

/** A chart as its `build` knows it: without values that are there to name its objects or to add some to them, and with whole images. */
export function asBuilt(definition: ChartDefinition): ChartDefinition {
  const { overridableNames = false, extraObjects = false, globalImages = false, commonLabels = false } = definition;
  const omitted = {
    ...(overridableNames && { nameOverride: true as const, fullnameOverride: true as const }),
    ...(extraObjects && { extraObjects: true as const }),
    ...(globalImages && { global: true as const }),
    ...(commonLabels === true && { commonLabels: true as const }),
  };
  if (Object.keys(omitted).length === 0 && fingerprintedSections(definition.values).length === 0) return definition;
  const own = definition.values.omit(omitted) as unknown as z.ZodObject;
  const values = schemaWithFingerprints(globalImages ? schemaWithImages(own) : own);
  const settled = { overridableNames: false, extraObjects: false, globalImages: false };
  return { ...definition, ...settled, values };
}
