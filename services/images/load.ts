import { run } from './command';

/** Brings image archives onto the nodes of a cluster on this machine. */
export const loaders = {
  /** K3s' own containerd; as root on the server. Other nodes of the cluster need the archives too. */
  k3s: (archives: readonly string[]) => eachOf(archives, (archive) => run('k3s', ['ctr', 'images', 'import', archive])),
  /** Every node of the kind cluster KIND_CLUSTER_NAME, or `kind`. */
  kind: (archives: readonly string[]) => eachOf(archives, (archive) => run('kind', ['load', 'image-archive', archive])),
} as const;

export type Loader = keyof typeof loaders;

async function eachOf(archives: readonly string[], load: (archive: string) => Promise<unknown>): Promise<void> {
  for (const archive of archives) await load(archive);
}
