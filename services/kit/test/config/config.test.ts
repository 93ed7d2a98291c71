import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { ConfigError, readConfig, secret, setting } from '../../config/config';
import type { Environment, Settings } from '../../config/config';
import { noneMisspelt } from '../../config/misspelt';
import { serviceSettings } from '../../config/service-settings';
import { databaseSettings } from '../../database/database';
import { flag, integer, milliseconds, oneOf, port, text } from '../../config/setting-types';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string): string {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, content);
  return path;
}

function problemsOf(settings: Settings, environment: Environment): ConfigError {
  try {
    readConfig(settings, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

test('reads values of every type', () => {
  const config = readConfig(
    {
      port: setting('PORT', port()),
      wait: setting('WAIT', milliseconds()),
      verbose: setting('VERBOSE', flag()),
      mode: setting('MODE', oneOf('fast', 'safe')),
      name: setting('NAME', text()),
    },
    { PORT: '3000', WAIT: '250', VERBOSE: 'true', MODE: 'safe', NAME: 'echo' },
  );
  expect(config).toEqual({ port: 3000, wait: 250, verbose: true, mode: 'safe', name: 'echo' });
});

test('an empty variable is the same as none: the default counts', () => {
  expect(readConfig({ port: setting('PORT', port().default(3000)) }, { PORT: '' })).toEqual({ port: 3000 });
});

test('fails once, with every problem: the name, what was given, what is allowed', () => {
  const error = problemsOf(
    { port: setting('PORT', port()), mode: setting('MODE', oneOf('fast', 'safe')), name: setting('NAME', text()) },
    { PORT: '65536', MODE: 'slow' },
  );
  expect(error.exitCode).toBe(2);
  expect(error.message).toBe(
    [
      '3 problems in the environment:',
      '  PORT: given "65536"; allowed: an integer from 0 to 65535',
      '  MODE: given "slow"; allowed: one of fast, safe',
      '  NAME: given nothing; allowed: text that is not empty',
    ].join('\n'),
  );
});

test('a default does not hide what is allowed', () => {
  expect(problemsOf({ port: setting('PORT', port().default(80)) }, { PORT: 'http' }).message).toContain(
    'PORT: given "http"; allowed: an integer from 0 to 65535',
  );
});

test('fails without ever showing a secret', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 3, maxLength: 31 }).filter((value) => !/^[\s\d]*$/.test(value)),
      (value) => {
        const { problems } = problemsOf({ key: secret('KEY', z.string().min(32)) }, { KEY: value });
        expect(problems).toHaveLength(1);
        expect(problems[0]?.given).toBe(`a value of ${value.length} characters (hidden)`);
        expect(problems[0]?.allowed).not.toContain(value);
      },
    ),
  );
});

test('reads a secret from the file that _FILE names, without its last newline', () => {
  const settings = { key: secret('KEY', z.string()) };
  expect(readConfig(settings, { KEY_FILE: fileWith('p4ss word\n') })).toEqual({ key: 'p4ss word' });
  expect(readConfig(settings, { KEY_FILE: fileWith('two\nlines\r\n') })).toEqual({ key: 'two\nlines' });
});

test('fails when the file cannot be read', () => {
  const path = join(folder, 'absent');
  expect(problemsOf({ key: secret('KEY', z.string()) }, { KEY_FILE: path }).problems).toEqual([
    { name: 'KEY_FILE', given: `"${path}" (ENOENT)`, allowed: 'the path of a file that can be read' },
  ]);
});

test('fails when both the variable and the file are given', () => {
  expect(problemsOf({ key: secret('KEY', z.string()) }, { KEY: 'a', KEY_FILE: '/b' }).problems).toEqual([
    { name: 'KEY_FILE', given: '"/b" while KEY is set too', allowed: 'one of KEY and KEY_FILE' },
  ]);
});

test('a plain setting takes a file only when told', () => {
  const path = fileWith('polls');
  expect(readConfig({ name: setting('NAME', text(), { file: true }) }, { NAME_FILE: path })).toEqual({ name: 'polls' });
  expect(problemsOf({ name: setting('NAME', text()) }, { NAME_FILE: path }).problems[0]?.name).toBe('NAME');
});

test('an integer is read back exactly within its bounds and refused outside them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2000, max: 2000 }), (value) => {
      const settings = { value: setting('VALUE', integer(-1000, 1000)) };
      const environment = { VALUE: String(value) };
      if (Math.abs(value) <= 1000) expect(readConfig(settings, environment)).toEqual({ value });
      else expect(problemsOf(settings, environment).problems).toHaveLength(1);
    }),
  );
});

test.each(['1e3', '0x10', ' 7', '7.0', '', 'NaN', '--1'])('fails for %j as an integer', (value) => {
  expect(problemsOf({ value: setting('VALUE', integer(0, 100)) }, { VALUE: value }).problems).toHaveLength(1);
});

describe('values that have to fit each other', () => {
  const service = serviceSettings({ port: 8000, adminPort: 8001 });

  test.each([{ PORT: '8000', ADMIN_PORT: '8000' }, { PORT: '8001' }, { ADMIN_PORT: '8000' }])(
    'fails for one port twice: %j',
    (environment) => {
      expect(problemsOf(service, environment).message).toMatch(
        /^ {2}ADMIN_PORT: given "800[01]"; allowed: another port than PORT$/m,
      );
    },
  );

  test('two free ports are two ports', () => {
    expect(readConfig(service, { PORT: '0', ADMIN_PORT: '0' })).toMatchObject({ port: 0, adminPort: 0 });
  });

  const place = { SHOP_BACKEND_SERVICE_HOST: 'db', SHOP_DB_NAME: 'a', SHOP_DB_USER: 'b', SHOP_DB_PASSWORD: 'c' };

  test.each([undefined, 'disable', 'require'])('fails for an authority that is not asked, with TLS %j', (tls) => {
    const environment = { ...place, SHOP_DB_TLS: tls, SHOP_DB_TLS_CA: __filename };
    expect(problemsOf(databaseSettings('SHOP'), environment).message).toContain(
      `SHOP_DB_TLS_CA: given "${__filename}"; allowed: nothing, unless SHOP_DB_TLS is verify`,
    );
  });

  test('fails for an authority whose file is not there', () => {
    const environment = { ...place, SHOP_DB_TLS: 'verify', SHOP_DB_TLS_CA: '/nosuch' };
    expect(problemsOf(databaseSettings('SHOP'), environment).message).toContain(
      'SHOP_DB_TLS_CA: given "/nosuch"; allowed: the path of a file that can be read',
    );
    const read = readConfig(databaseSettings('SHOP'), { ...environment, SHOP_DB_TLS_CA: __filename });
    expect(read.tlsCaFile).toBe(__filename);
  });
});

describe('variables that begin as those of the service do', () => {
  const settings = {
    misspelt: noneMisspelt('SHOP', ['SHOP_HTTPS', 'SHOP_TRUSTED_PROXIES', 'SHOP_DB_PASSWORD', 'PORT']),
  };

  test.each([
    ['SHOP_HTPS', 'SHOP_HTTPS'],
    ['SHOP_TRUSTED_PROXY', 'SHOP_TRUSTED_PROXIES'],
    ['SHOP_DB_PASSWORD_FIEL', 'SHOP_DB_PASSWORD_FILE'],
    ['SHOP_DB_PASWORD', 'SHOP_DB_PASSWORD'],
  ])('fails for %s, which is nearly %s', (name, meant) => {
    expect(problemsOf(settings, { [name]: 'x' }).problems).toEqual([
      { name, given: 'though nothing reads it', allowed: `did you mean ${meant}?` },
    ]);
  });

  test('those of Services, of others and of the service itself are left alone', () => {
    const names = ['SHOP_HTTPS', 'SHOP_DB_PASSWORD_FILE', 'SHOP_HTTP_SERVICE_HOST', 'SHOP_HTTP_PORT_8000_TCP_ADDR'];
    const environment = Object.fromEntries(
      [...names, 'SHOP_IMAGE', 'HTPS', 'PROT', 'SHOPHTTPS'].map((name) => [name, 'x']),
    );
    expect(readConfig(settings, environment)).toEqual({ misspelt: undefined });
  });
});
