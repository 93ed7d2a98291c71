/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A Kubernetes object as plain JSON. */
export interface KubeObject {
  /** Group and version, e.g. `apps/v1`. */
  apiVersion: string;
  /** Kind, e.g. `Deployment`. */
  kind: string;
  /** Name, namespace, labels and annotations. */
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [key: string]: Json | undefined;
  };
  /** Any other field of its kind, e.g. `spec`. */
  [key: string]: unknown;
}

/** One object of a synthesis and the construct that made it. */
export interface Manifest {
  /** What is sent to the API server. */
  readonly object: KubeObject;
  /** Path of the construct, for errors; never part of the output. */
  readonly path: string;
  /** The construct itself. @default - none: the object was read */
  readonly construct?: object;
}

/** `Deployment polls/web`: how errors, diffs and pictures name an object. */
export function objectName(object: KubeObject): string {
  const namespace = object.metadata.namespace;
  return `${object.kind} ${namespace ? `${namespace}/` : ''}${object.metadata.name}`;
}

/**
 * `apps/Deployment`, or `Service` in the core group: the kind of an object whatever the version. Tables are looked up by
 * it, so that a kind that is called like a member of every object (`constructor`) gets a name that is no such member.
 */
export function groupKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  const slash = apiVersion.indexOf('/');
  if (slash === -1) return kind in Object.prototype ? `/${kind}` : kind;
  return `${apiVersion.slice(0, slash)}/${kind}`;
}

/** Group, kind, namespace and name: what tells objects apart, whatever the version. */
export function objectKey(object: KubeObject): string {
  return [groupKind(object), object.metadata.namespace ?? '', object.metadata.name].join('\n');
}
