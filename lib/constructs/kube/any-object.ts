import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { isClusterKind } from '../../kubernetes/scope';
import { verbatim } from './verbatim';

/** A Kubernetes object of any kind. */
export interface AnyObjectProps {
  /** Group and version, e.g. `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, e.g. `Deployment`. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. @default - nothing but the namespace of the chart */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Any other field of the kind, e.g. `spec`. */
  readonly [field: string]: unknown;
}

/**
 * An object of any kind, rendered as it was given: null, empty maps and `generateName` stay, which cdk8s' own ApiObject
 * drops or adds a name to. It gets the namespace of the chart unless it has one or its kind belongs to the cluster.
 * For custom resources, and for what the types of the kinds beside this one do not allow.
 *
 * @example
 * ```ts
 * new Kube.AnyObject(chart, 'certificate', {
 *   apiVersion: 'cert-manager.io/v1',
 *   kind: 'Certificate',
 *   metadata: { name: 'shop' },
 *   spec: { secretName: 'shop-tls', dnsNames: ['shop.example.com'], issuerRef: { name: 'letsencrypt' } },
 * });
 * ```
 */
export class AnyObject extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    private readonly data: AnyObjectProps,
  ) {
    super(scope, id, { ...data, metadata: { ...data.metadata } });
  }

  /** Returns the object as it was given, with the chart's namespace where it needs one. */
  override toJson(): unknown {
    const { apiVersion, kind, metadata = {}, ...rest } = this.data;
    const chart = Chart.of(this);
    const labels = { ...chart.labels, ...(metadata.labels as object | undefined) };
    const own = {
      namespace: isClusterKind(kind) ? undefined : chart.namespace,
      ...metadata,
      ...(Object.keys(labels).length > 0 && { labels }),
    };
    return { apiVersion, kind, metadata: verbatim(own), ...(verbatim(rest) as object) };
  }
}
