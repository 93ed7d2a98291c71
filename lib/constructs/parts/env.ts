import type { EnvVar } from '../../kubernetes/types';
import { lazy } from './lazy';
import { assertMadeBy } from './made-by';

/** The value of an environment variable: text, or a factory for what is known only in the cluster. */
export class EnvValue {
  private constructor(private readonly source: Pick<EnvVar, 'value' | 'valueFrom'>) {}

  /** A key of a Secret. */
  static secret(name: string, key: string, options: { readonly optional?: boolean } = {}): EnvValue {
    return new EnvValue({ valueFrom: { secretKeyRef: { name, key, ...options } } });
  }

  /** A key of a ConfigMap. */
  static configMap(name: string, key: string, options: { readonly optional?: boolean } = {}): EnvValue {
    return new EnvValue({ valueFrom: { configMapKeyRef: { name, key, ...options } } });
  }

  /** A field of the pod, e.g. `metadata.name` or `status.podIP`. */
  static field(fieldPath: string): EnvValue {
    return new EnvValue({ valueFrom: { fieldRef: { fieldPath } } });
  }

  /** A resource of the container, e.g. `limits.memory`. */
  static resource(resource: string, divisor?: string): EnvValue {
    return new EnvValue({ valueFrom: { resourceFieldRef: { resource, divisor } } });
  }

  /**
   * Text that depends on constructs which come later.
   * @internal
   */
  static _lazy(produce: () => string): EnvValue {
    return new EnvValue({ value: lazy(produce) });
  }

  /** @internal */
  static _toKube(env: Readonly<Record<string, string | EnvValue>>): EnvVar[] {
    return Object.entries(env).map(([name, value]) =>
      typeof value === 'string' ? { name, value } : { name, ...value.source },
    );
  }
}

/**
 * Refuses variables that are neither text nor an {@link EnvValue}: `process.env.TOKEN` may be undefined, and a number is no text.
 * @param path of the construct
 * @throws with the name of the variable
 */
export function assertEnvironment(env: Readonly<Record<string, unknown>>, path: string): void {
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === 'string') continue;
    assertMadeBy(EnvValue, value, path, `env.${name}`, ['a text']);
  }
}
