import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerWith } from '../cosign';

// What signatures are worth is shown with a registry, by `npm run test:cluster -- registry`. This is what comes before.
const folder = mkdtempSync(join(tmpdir(), 'cosign-'));
const key = join(folder, 'cosign.key');
const password = process.env.COSIGN_PASSWORD;

const signer = (options: { key?: string; cosign?: string } = {}) =>
  signerWith({
    key,
    cosign: 'cosign-that-is-not-there',
    publicKeyFile: join(folder, 'pub'),
    plainHttp: false,
    ...options,
  });

beforeEach(() => {
  process.env.COSIGN_PASSWORD = 'x';
  writeFileSync(key, '');
});
afterAll(() => {
  if (password === undefined) delete process.env.COSIGN_PASSWORD;
  else process.env.COSIGN_PASSWORD = password;
  rmSync(folder, { recursive: true });
});

test('fails for a key that is not there, with how to make one', async () => {
  await expect(signer({ key: join(folder, 'other.key') })).rejects.toThrow(/no file .*other\.key.*generate-key-pair/);
});

test('fails without a password, as nobody can be asked for it', async () => {
  delete process.env.COSIGN_PASSWORD;
  await expect(signer()).rejects.toThrow(/set COSIGN_PASSWORD to the password of .*cosign\.key/);
});

test('fails without cosign, with where to say which', async () => {
  await expect(signer()).rejects.toThrow(/--sign needs cosign 3.*--cosign <path>[^]*cosign-that-is-not-there/);
});

test('a key of a KMS is no file, and cosign knows its password', async () => {
  delete process.env.COSIGN_PASSWORD;
  await expect(signer({ key: 'awskms:///alias/images' })).rejects.toThrow('--sign needs cosign 3');
});
