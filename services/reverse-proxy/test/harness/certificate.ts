import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Writes NAME.crt and NAME.key: a certificate of its own authority, for 127.0.0.1 and localhost unless other names are given. */
export function certificate(folder: string, name: string, names = 'DNS:localhost,IP:127.0.0.1'): void {
  const file = (ending: string): string => join(folder, `${name}.${ending}`);
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${names}`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file('key')];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, '-out', file('crt'), ...subject], { stdio: 'ignore' });
}
