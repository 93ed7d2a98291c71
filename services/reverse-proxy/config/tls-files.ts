import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Config } from './schema';

/** Returns the files that a config names: certificates, keys, authorities. */
export const tlsFiles = ({ tls, services }: Pick<Config, 'tls' | 'services'>): string[] => [
  ...(tls === undefined ? [] : [tls, ...tls.certificates].flatMap(({ certFile, keyFile }) => [certFile, keyFile])),
  ...services.flatMap((service) => (service.tls?.caFile === undefined ? [] : [service.tls.caFile])),
];

/** Returns what is wrong with the files that a config names, each problem with its path. */
export function tlsFileProblems({ tls, services }: Pick<Config, 'tls' | 'services'>): string[] {
  const pairs = tls === undefined ? [] : [tls, ...tls.certificates];
  return [
    ...pairs.flatMap(({ certFile, keyFile }, i) => {
      const path = i === 0 ? 'proxy.tls' : `proxy.tls.certificates[${i - 1}]`;
      const problems = [
        ...problem(`${path}.certFile`, certFile, 'certificate', (pem) => new X509Certificate(pem)),
        ...problem(`${path}.keyFile`, keyFile, 'key', (key) => createSecureContext({ key })),
      ];
      if (problems.length > 0) return problems;
      const cert = readFileSync(certFile);
      return problem(`${path}.keyFile`, keyFile, `key of the certificate ${certFile}`, (key) =>
        createSecureContext({ cert, key }),
      );
    }),
    ...services.flatMap((service, i) => {
      const path = `proxy.services[${i}].tls.caFile`;
      const file = service.tls?.caFile;
      return file === undefined ? [] : problem(path, file, 'certificate', (pem) => new X509Certificate(pem));
    }),
  ];
}

function problem(path: string, file: string, what: string, use: (content: Buffer) => unknown): string[] {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    return [`${path}: "${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`];
  }
  try {
    use(content);
    return [];
  } catch {
    return [`${path}: "${file}" is no ${what} in PEM form`];
  }
}
