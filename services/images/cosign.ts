import { access, writeFile } from 'node:fs/promises';
import { CommandError, run } from './command';

/** `https://cyclonedx.org/bom`, in cosign's short form. */
const SBOM_TYPE = 'cyclonedx';

/** Signatures with a key of one's own: no certificate authority and no transparency log is asked. */
export interface Signer {
  /** PEM of the public half. */
  readonly publicKey: string;
  /** Where {@link publicKey} was written, for checks. */
  readonly publicKeyFile: string;
  /** Signs what a digest names, unless this key has signed it already. @returns whether it was signed now */
  sign(image: string): Promise<boolean>;
  /** Signs a CycloneDX file as what the image consists of, unless that has been done. @returns whether it was done now */
  attest(image: string, sbomFile: string): Promise<boolean>;
  /** @throws CommandError when it is not signed by this key, or has no attested SBOM */
  verify(image: string): Promise<void>;
}

export interface SignerOptions {
  /** The program, or its path. */
  readonly cosign: string;
  /** A file made by `cosign generate-key-pair`, or a key of a KMS as cosign names it; COSIGN_PASSWORD is the file's. */
  readonly key: string;
  readonly publicKeyFile: string;
  readonly plainHttp: boolean;
}

/** @throws CommandError when there is no cosign, or the key cannot be used */
export async function signerWith({ cosign, key, publicKeyFile, plainHttp }: SignerOptions): Promise<Signer> {
  if (!key.includes('://')) await usable(key);
  await run(cosign, ['version']).catch((error: unknown) => {
    throw new CommandError(
      `--sign needs cosign 3, on the PATH or as --cosign <path>: https://docs.sigstore.dev/cosign/\n${String(error)}`,
    );
  });
  const publicKey = await run(cosign, ['public-key', '--key', key]);
  await writeFile(publicKeyFile, publicKey);
  const registry = plainHttp ? ['--allow-http-registry'] : [];
  const offline = ['--yes', '--tlog-upload=false', '--use-signing-config=false', ...registry];
  const check = ['--key', publicKeyFile, '--insecure-ignore-tlog=true', ...registry];

  const verifySignature = (image: string) => run(cosign, ['verify', ...check, image]);
  const verifySbom = (image: string) => run(cosign, ['verify-attestation', '--type', SBOM_TYPE, ...check, image]);
  const unless = async (done: Promise<unknown>, act: () => Promise<unknown>): Promise<boolean> => {
    if (
      await done.then(
        () => true,
        () => false,
      )
    )
      return false;
    await act();
    return true;
  };
  return {
    publicKey,
    publicKeyFile,
    sign: (image) => unless(verifySignature(image), () => run(cosign, ['sign', '--key', key, ...offline, image])),
    attest: (image, sbomFile) =>
      unless(verifySbom(image), () =>
        run(cosign, ['attest', '--key', key, '--type', SBOM_TYPE, '--predicate', sbomFile, ...offline, image]),
      ),
    verify: async (image) => {
      await verifySignature(image);
      await verifySbom(image);
    },
  };
}

/** cosign would ask the terminal for a password that is not there. */
async function usable(key: string): Promise<void> {
  await access(key).catch(() => {
    throw new CommandError(`--sign: there is no file ${key}. Make a key with: cosign generate-key-pair`);
  });
  if (process.env.COSIGN_PASSWORD === undefined) {
    throw new CommandError(`--sign: set COSIGN_PASSWORD to the password of ${key} (to nothing, if it has none).`);
  }
}
