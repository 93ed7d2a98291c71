import { check } from '../steps';

const TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** A manifest as a registry has it. */
export interface StoredManifest {
  readonly text: string;
  readonly type: string;
}

/** The part of https://github.com/opencontainers/distribution-spec that an attacker with write access would use. */
export class RegistryApi {
  private readonly manifests: string;

  /** @param repository - `registry.example.com/team/urlpath` */
  constructor(repository: string, plainHttp: boolean) {
    const [host, ...name] = repository.split('/');
    this.manifests = `${plainHttp ? 'http' : 'https'}://${host}/v2/${name.join('/')}/manifests`;
  }

  async get(reference: string): Promise<StoredManifest> {
    const response = await fetch(`${this.manifests}/${reference}`, { headers: { accept: TYPES.join(', ') } });
    const text = await response.text();
    check(response.ok, `GET ${response.url}: ${response.status} ${text}`);
    return { text, type: response.headers.get('content-type') ?? '' };
  }

  /** @returns the digest */
  async put(reference: string, { text, type }: StoredManifest): Promise<string> {
    const response = await fetch(`${this.manifests}/${reference}`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: text,
    });
    check(response.ok, `PUT ${response.url}: ${response.status} ${await response.text()}`);
    return response.headers.get('docker-content-digest') ?? '';
  }
}
