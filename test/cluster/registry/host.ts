import fs from 'node:fs';
import { TEST_CLUSTER } from '../test-cluster';
import { run } from '../kubectl';
import { check } from '../steps';

/** A registry that this machine can push to and the nodes can pull from. */
export interface RegistryHost {
  /** Without a scheme, e.g. `registry.example.com/team`. */
  readonly address: string;
  readonly plainHttp: boolean;
}

/**
 * CHARTWRIGHT_REGISTRY (with CHARTWRIGHT_REGISTRY_PLAIN_HTTP=1 for one without TLS), or the test cluster's.
 * @throws when there is neither
 */
export async function registryHost(): Promise<RegistryHost> {
  const { CHARTWRIGHT_REGISTRY: address, CHARTWRIGHT_REGISTRY_PLAIN_HTTP: plainHttp } = process.env;
  if (address) return { address, plainHttp: plainHttp === '1' };
  check(
    fs.existsSync(TEST_CLUSTER),
    'there is no registry: set CHARTWRIGHT_REGISTRY to one that the nodes can pull from, e.g. registry.example.com/test',
  );
  const ran = await run(TEST_CLUSTER, ['registry']);
  check(ran.code === 0, ran.stderr);
  // `127.0.0.1:PORT`; the container runtime takes the name localhost without TLS.
  return { address: ran.stdout.trim().replace(/^127\.0\.0\.1/, 'localhost'), plainHttp: true };
}
