import { DNS_SUBDOMAIN } from '../../../kubernetes/names';
import { isAddress } from './addresses';
import type { Allowed } from './allowed';

const isName = (text: string): boolean => text.length <= DNS_SUBDOMAIN.longest && DNS_SUBDOMAIN.pattern.test(text);

/** A DNS name, or `*.` and one. @see k8s.io/apimachinery pkg/util/validation `IsWildcardDNS1123Subdomain` */
const isHost = (text: string): boolean => isName(text.startsWith('*.') ? text.slice(2) : text);

const allowed = "a DNS name in lower case, the first part of which may be '*'";

/** Hosts of an Ingress: those of rules are no addresses. */
export const host: Readonly<Record<'rule' | 'certificate', Allowed>> = {
  rule: { takes: (value) => typeof value !== 'string' || (isHost(value) && !isAddress(value)), allowed },
  certificate: { takes: (value) => typeof value !== 'string' || isHost(value), allowed },
};
