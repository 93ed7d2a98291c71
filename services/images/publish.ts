import type { BuiltImage } from './build';
import type { Signer } from './cosign';
import type { ContainerEngine } from './engine';

export interface PublishOptions {
  readonly engine: ContainerEngine;
  /** What comes before the service's name in the registry: `registry.example.com/chartwright`. */
  readonly registry: string;
  readonly plainHttp: boolean;
  /** @default - not signed */
  readonly signer?: Signer;
}

/** An image in a registry. */
export interface PublishedImage {
  readonly service: string;
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** Pushes an image, signs it and what it consists of, and checks the signatures in the registry. */
export async function publish(
  { service, reference, tag, sbomFile }: BuiltImage,
  { engine, registry, plainHttp, signer }: PublishOptions,
): Promise<PublishedImage> {
  const repository = `${registry}/${service}`;
  const digest = await engine.push(reference, `${repository}:${tag}`, { plainHttp });
  if (signer !== undefined) {
    // By digest: a tag may be moved between the push and the signature.
    const image = `${repository}@${digest}`;
    await signer.sign(image);
    await signer.attest(image, sbomFile);
    await signer.verify(image);
  }
  return { service, repository, tag, digest };
}
