/** A container image. */
export interface Image {
  /** Registry and repository, e.g. `ghcr.io/acme/shop`. */
  readonly repository: string;
  /** @default - the digest alone; without digest `latest`, as the container runtime takes it */
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

/** `repository[:tag][@digest]`. */
export function imageReference(image: Image | string): string {
  if (typeof image === 'string') return image;
  const { repository, tag, digest } = image;
  return `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}
