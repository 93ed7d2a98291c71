import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildImage } from '../build';
import { findEngine } from '../engine';
import { nodeOptionsOf } from '../node-options';
import { findServices } from '../services';
import { makeBaseImage } from './base-image';

// Real images, by Debian's buildah.
jest.setTimeout(300_000);

const servicesFolder = resolve(__dirname, '..', '..');
const services = findServices(servicesFolder);
const folder = mkdtempSync(join(tmpdir(), 'images-'));
const repository = 'localhost/chartwright-image-test';
const buildah = (...argv: string[]): string => execFileSync('buildah', argv, { encoding: 'utf8' }).trim();
const baseImage = `${repository}/node`;
const epoch = process.env.SOURCE_DATE_EPOCH;

beforeAll(() => {
  delete process.env.SOURCE_DATE_EPOCH;
  makeBaseImage(baseImage);
});
afterAll(() => {
  if (epoch !== undefined) process.env.SOURCE_DATE_EPOCH = epoch;
  rmSync(folder, { recursive: true });
  spawnSync('buildah', ['rmi', '--force', baseImage, ...services.map(({ name }) => `${repository}/${name}:1`)]);
});

/** Builds it; the digest that a registry would have it by. */
async function build(name: string): Promise<string> {
  const service = services.find((one) => one.name === name);
  if (service === undefined) throw new Error(name);
  const engine = await findEngine('buildah');
  const options = { engine, servicesFolder, baseImage, repository, tag: '1', outputFolder: folder };
  const { reference } = await buildImage(service, options);
  const digest = join(folder, 'digest');
  buildah('push', '--quiet', '--digestfile', digest, reference, `oci:${join(folder, 'layout')}:${name}`);
  return readFileSync(digest, 'utf8');
}

interface Config {
  readonly created: string;
  readonly config: {
    readonly User: string;
    readonly Entrypoint: readonly string[];
    readonly Env: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
}

describe.each(services.map(({ name }) => name))('%s', (name) => {
  const image = `${repository}/${name}:1`;

  test('is the same image when it is built again', async () => {
    expect(await build(name)).toBe(await build(name));
  });

  test('runs as a user that is not root, with the options of its contract, and says what it is', async () => {
    const { created, config } = (JSON.parse(buildah('inspect', '--type', 'image', image)) as { OCIv1: Config }).OCIv1;
    const options = await nodeOptionsOf(join(servicesFolder, name));
    expect(config.User).toBe('10001:10001');
    expect(config.Entrypoint).toEqual(['node', ...options, '/app/server.js']);
    expect(config.Env).not.toContainEqual(expect.stringContaining('NODE_OPTIONS'));
    expect(config.Env).toContain('PATH=/usr/local/bin:/usr/bin:/nodejs/bin');
    expect(created).toBe('1970-01-01T00:00:00Z');
    expect(config.Labels).toMatchObject({
      'org.opencontainers.image.title': name,
      'org.opencontainers.image.version': '1',
      'org.opencontainers.image.created': '1970-01-01T00:00:00.000Z',
      'org.opencontainers.image.revision': expect.stringMatching(/^[0-9a-f]{40}(-dirty)?$/) as string,
    });
  });

  test('starts: it gets as far as refusing what it is told', () => {
    const container = buildah('from', image);
    try {
      const how = ['--isolation', 'chroot', '--user', '10001:10001', '--env', 'ADMIN_PORT=none', '--env', 'PORT=none'];
      const ran = spawnSync('buildah', ['run', ...how, container, '--', 'node', '/app/server.js'], {
        encoding: 'utf8',
      });
      // An image of commands listens on no port: it says which commands there are.
      expect(ran.stderr).toContain(name === 'tools' ? 'There are: ensuresecret' : 'ADMIN_PORT');
      expect(ran.status).toBe(2);
    } finally {
      buildah('rm', container);
    }
  });
});
