import { assertEnvironment, type EnvValue } from './env';
import { assertMadeBy } from './made-by';
import { Probe } from './probes';
import type { PodProps } from './pod-template';
import { Security } from './security';

/** What is made by functions of classes. */
type Made = Pick<PodProps, 'probes' | 'security'> & { readonly env?: Readonly<Record<string, string | EnvValue>> };

/** Refuses props of a container that no function of the library has made. @throws with the first of them */
export function assertContainerProps({ env = {}, probes = {}, security }: Made, path: string): void {
  assertEnvironment(env, path);
  if (security !== undefined) assertMadeBy(Security, security, path, 'security');
  for (const [name, probe] of Object.entries(probes as Readonly<Record<string, unknown>>)) {
    if (probe === undefined || probe === false) continue;
    assertMadeBy(Probe, probe, path, `probes.${name}`, ['false']);
  }
}
