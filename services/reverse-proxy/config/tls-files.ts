import type { Config } from './schema';

/** Returns the files that a config names: certificates, keys, authorities. */
export const tlsFiles = ({ tls, services }: Pick<Config, 'tls' | 'services'>): string[] => [
  ...(tls === undefined ? [] : [tls.certFile, tls.keyFile]),
  ...services.flatMap((service) => (service.tls?.caFile === undefined ? [] : [service.tls.caFile])),
];
