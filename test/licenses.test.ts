import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');

/** Licenses under which we take code that is installed with ours or bundled into an image, and why that is fine. */
const ALLOWED: Readonly<Record<string, string>> = {
  'Apache-2.0': 'permissive; a notice where it is bundled',
  'BSD-2-Clause': 'permissive; a notice where it is bundled',
  'BSD-3-Clause': 'permissive; a notice where it is bundled',
  'BlueOak-1.0.0': 'permissive',
  '0BSD': 'permissive',
  ISC: 'permissive; a notice where it is bundled',
  MIT: 'permissive; a notice where it is bundled',
  'EPL-2.0': 'elkjs: by file, unchanged, installed as a package of its own and never bundled into an image',
};

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const peers = Object.keys(lock.packages['']?.peerDependencies ?? {}).map((name) => `node_modules/${name}`);

/** What is installed with the library or runs in an image: everything but what only tests and builds need. */
const production = Object.entries(lock.packages).filter(
  ([place, { dev, link }]) => place.includes('node_modules/') && !link && (!dev || peers.includes(place)),
);

/** Whether one of the licenses that a package leaves the choice of is allowed. @see https://spdx.dev/learn/handling-license-info/ */
const isAllowed = (license: string): boolean =>
  license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((one) => one in ALLOWED);

test('every package of production has a license that we may use', () => {
  expect(production.length).toBeGreaterThan(50);
  expect(production.map(([place]) => place)).toEqual(expect.arrayContaining([...peers, 'node_modules/fastify']));
  const others = production.filter(([, { license }]) => license === undefined || !isAllowed(license));
  expect(others.map(([place, { license }]) => `${place}: ${license}`)).toEqual([]);
});

test('the lock file says of licenses what the packages say', () => {
  const installed = production.filter(([place]) => fs.existsSync(path.join(ROOT, place, 'package.json')));
  const differing = installed.filter(([place, { license }]) => {
    const own = JSON.parse(fs.readFileSync(path.join(ROOT, place, 'package.json'), 'utf8')).license;
    return own !== undefined && own !== license;
  });
  expect(differing.map(([place]) => place)).toEqual([]);
});

test('what copies its license onto what bundles it is in no service', () => {
  const bundled = Object.entries(lock.packages).filter(([place]) => /^services\/[^/]+$/.test(place));
  const names = bundled.flatMap(([, { dependencies = {} }]) => Object.keys(dependencies));
  expect(names).toContain('fastify');
  expect(names).not.toContain('elkjs');
});

test('a license that leaves no allowed choice is refused', () => {
  expect(['MIT', '(MIT OR GPL-3.0-or-later)', 'EPL-2.0 OR GPL-3.0-or-later'].map(isAllowed)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['GPL-3.0-or-later', 'AGPL-3.0', 'SEE LICENSE IN x', 'MIT AND GPL-2.0'].map(isAllowed)).toEqual(
    Array(4).fill(false),
  );
});

test('what was generated from the definitions of others is named', () => {
  const notice = fs.readFileSync(path.join(ROOT, 'THIRD-PARTY.md'), 'utf8');
  const generated = fs.readdirSync(path.join(ROOT, 'imports')).filter((file) => file.endsWith('.ts'));
  expect(generated.filter((file) => !notice.includes(`\`${file}\``))).toEqual([]);
});
