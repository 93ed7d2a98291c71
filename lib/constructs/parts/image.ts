/** A container image. */
export interface Image {
  /** Registry and repository, e.g. `ghcr.io/acme/shop`. */
  readonly repository: string;
  /** Tag of the image. @default - none, which needs a digest */
  readonly tag?: string;
  /** `sha256:…`; wins over the tag. @default - none */
  readonly digest?: string;
  /**
   * When the node asks the registry. `IfNotPresent` lets images that were imported into K3s or kind work.
   * @default IfNotPresent
   */
  readonly pullPolicy?: string;
  /** Names of Secrets with registry credentials, in the pod's namespace. @default - none */
  readonly pullSecrets?: readonly string[];
}

/**
 * `repository[:tag][@digest]`.
 * @throws when there is neither tag nor digest: the runtime would take `latest`, each node the one that it happens to have
 */
export function imageReference(image: Image | string): string {
  const reference = typeof image === 'string' ? image : written(image);
  // A colon before the last slash belongs to the port of the registry.
  if (!/[:@]/.test(reference.slice(reference.lastIndexOf('/') + 1))) {
    throw new Error(
      `Image '${reference}' has no tag: each node would run whichever 'latest' it has. Write '${reference}:1.0' or a digest; if latest is meant, '${reference}:latest'.`,
    );
  }
  return reference;
}

/** When nodes ask the registry for an image; see `Image.pullPolicy`. */
export function pullPolicyOf(image: Image | string): string {
  return typeof image === 'string' ? 'IfNotPresent' : (image.pullPolicy ?? 'IfNotPresent');
}

/** Names of the Secrets that an image is pulled with. */
export function pullSecretsOf(image: Image | string): readonly string[] {
  return typeof image === 'string' ? [] : (image.pullSecrets ?? []);
}

function written({ repository, tag, digest }: Image): string {
  return `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}
