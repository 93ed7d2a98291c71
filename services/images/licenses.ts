import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const licenseFile = /^(license|licence|copying|notice)/i;

/** The licenses of the npm packages that a bundle holds, as their terms ask for: name, version and text of each. */
export function licensesOf(inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? []));
  return [...folders]
    .map((folder) => {
      const {
        name = folder,
        version = '',
        license = 'no license given',
      } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Partial<Record<string, string>>;
      const texts = readdirSync(folder, { withFileTypes: true })
        .filter((file) => file.isFile() && licenseFile.test(file.name))
        .map((file) => readFileSync(join(folder, file.name), 'utf8').trim());
      return [`${name} ${version} (${license})`, ...texts].join('\n\n');
    })
    .sort()
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
}
