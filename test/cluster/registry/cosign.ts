import fs from 'node:fs';
import path from 'node:path';
import { run, type Ran } from '../kubectl';
import { check } from '../steps';

/** CHARTWRIGHT_COSIGN, or the one beside the repository, or that of the PATH. */
export function cosignProgram(): string {
  const beside = path.resolve('../shared/tools/cosign');
  return process.env.CHARTWRIGHT_COSIGN ?? (fs.existsSync(beside) ? beside : 'cosign');
}

/** cosign with keys in a folder, for a registry with or without TLS. COSIGN_PASSWORD is set for all that it starts. */
export class Cosign {
  constructor(
    private readonly folder: string,
    private readonly plainHttp: boolean,
  ) {
    process.env.COSIGN_PASSWORD ??= 'of keys that live as long as this suite';
  }

  /** @returns the files of a new key pair */
  async keyPair(name: string): Promise<{ key: string; publicKey: string }> {
    const prefix = path.join(this.folder, name);
    const ran = await run(cosignProgram(), ['generate-key-pair', '--output-key-prefix', prefix]);
    check(ran.code === 0, ran.stderr);
    return { key: `${prefix}.key`, publicKey: `${prefix}.pub` };
  }

  sign(image: string, key: string): Promise<Ran> {
    return this.run('sign', '--yes', '--key', key, '--tlog-upload=false', '--use-signing-config=false', image);
  }

  verify(image: string, publicKey: string): Promise<Ran> {
    return this.run('verify', '--key', publicKey, '--insecure-ignore-tlog=true', image);
  }

  /** Standard output has one line of JSON for each attestation: a DSSE envelope. */
  verifySbom(image: string, publicKey: string): Promise<Ran> {
    const check = ['--key', publicKey, '--insecure-ignore-tlog=true'];
    return this.run('verify-attestation', '--type', 'cyclonedx', ...check, image);
  }

  private run(command: string, ...args: string[]): Promise<Ran> {
    return run(cosignProgram(), [command, ...(this.plainHttp ? ['--allow-http-registry'] : []), ...args]);
  }
}
