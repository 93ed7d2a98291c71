import { resolve } from 'node:path';
import { imagesCommand } from '../cli';

const services = resolve(__dirname, '..', '..');

function fails(...argv: string[]): Promise<string> {
  let output = '';
  const command = imagesCommand(services)
    .exitOverride()
    .configureOutput({ writeErr: (text) => (output += text) });
  return command.parseAsync(argv, { from: 'user' }).then(
    () => Promise.reject(new Error('was accepted')),
    () => output,
  );
}

test('--help names the services, the options and examples', () => {
  const help = imagesCommand(services).helpInformation();
  for (const word of [
    'urlpath',
    'echo',
    '--base-image',
    '--only',
    '--tag',
    '--archive',
    '--load',
    '--push',
    '--sign',
    'docker.io/library/node:24',
  ]) {
    expect(help).toContain(word);
  }
});

test('fails for a service that is not there, with those that are', async () => {
  expect(await fails('--only', 'nothing')).toMatch(/'nothing' is invalid\. Allowed: .*echo.*urlpath/);
});

test('fails for a cluster that it cannot load into, with those that it can', async () => {
  expect(await fails('--load', 'minikube')).toContain('Allowed choices are k3s, kind.');
});

test('fails for a signature without a registry to keep it', async () => {
  expect(await fails('--sign', 'cosign.key')).toContain('--sign needs --push');
});

test('fails for an empty key, which an unset variable gives', async () => {
  expect(await fails('--push', 'registry.example.com', '--sign', '')).toContain('Allowed: the file of a private key');
});
