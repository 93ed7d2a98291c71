import {
  DNS_LABEL,
  DNS_LABEL_1035,
  DNS_SUBDOMAIN,
  isLabelKey,
  isLabelValue,
  PATH_SEGMENT,
  PORT_NAME,
} from '../../../kubernetes/names';
import { milliOf } from '../../../kubernetes/milli';
import { isAddress, isRange } from './addresses';
import { atLeast, between, either, matching, spelled, type Allowed } from './allowed';

/** Numbers and texts that many fields hold. @see k8s.io/apimachinery pkg/util/validation */

export const dnsLabel = spelled(DNS_LABEL);
export const dnsLabel1035 = spelled(DNS_LABEL_1035);
export const dnsName = spelled(DNS_SUBDOMAIN);
export const pathSegment = spelled({ ...PATH_SEGMENT, longest: Infinity });
export const portName = spelled(PORT_NAME);

export const port = between(1, 65535);
/** Where 0 is the same as nothing. */
export const portOrNone: Allowed = { ...between(0, 65535), allowed: port.allowed };
export const portNumberOrName = either(port, portName);
export const notNegative = atLeast(0);
export const positive = atLeast(1);

/** Permissions of a file: in YAML 0644 is 420. */
export const fileMode: Allowed = { ...between(0, 0o777), allowed: '0 to 511, which is 0777' };
export const user: Allowed = { ...between(0, 2 ** 31 - 1), allowed: '0 to 2147483647' };

const member = (test: (text: string) => boolean, allowed: string): Allowed => ({
  takes: (value) => typeof value !== 'string' || test(value),
  allowed,
});

const QUALIFIED = "1 to 63 of letters, digits, '-', '_' and '.', before it a DNS name and '/' or not";
export const labelKey = member(isLabelKey, QUALIFIED);
/** Annotations are compared in lower case. */
export const annotationKey = member((key) => isLabelKey(key.toLowerCase()), QUALIFIED);
export const labelValue = member(
  isLabelValue,
  "up to 63 of letters, digits, '-', '_' and '.', a letter or digit at both ends",
);
export const address = member(isAddress, 'an address such as 10.0.0.1 or 2001:db8::1');
export const addressRange = member(isRange, 'a range of addresses such as 10.0.0.0/8 or 2001:db8::/32');

/** Keys of ConfigMaps and Secrets, which become names of files. */
export const configKey: Allowed = {
  takes: (value) =>
    typeof value !== 'string' || (/^[-._a-zA-Z0-9]{1,253}$/.test(value) && !/^\.\.?$|^\.\./.test(value)),
  allowed: "1 to 253 of letters, digits, '-', '_' and '.', not '..' at the beginning",
};
/** Variables: anything that can be printed but '='. */
export const variableName = matching(/^[ -<>-~]+$/, "letters, digits, '-', '_' and '.'");
export const headerName = matching(/^[-A-Za-z0-9]+$/, "letters, digits and '-'");

/** Domains that names are looked up in, with a dot at the end or not. */
export const searchDomain: Allowed = {
  takes: (value) => value === '.' || (typeof value === 'string' && isSearchDomain(value.replace(/\.$/, ''))),
  allowed: 'a DNS name in lower case',
};
const isSearchDomain = (name: string): boolean =>
  name.length <= 253 && /^[a-z\d_](?:[-a-z\d_]*[a-z\d_])?(?:\.[a-z\d_](?:[-a-z\d_]*[a-z\d_])?)*$/.test(name);
/** Where somebody's own things begin with their domain. */
export const domainPath = matching(/^[a-z\d](?:[-.a-z\d]*[a-z\d])?\/[-A-Za-z\d/._~%!$&'()*+,;=:]+$/, 'DOMAIN/PATH');

/** Paths of files in a volume. */
export const pathInside: Allowed = {
  takes: (value) => typeof value !== 'string' || (!value.startsWith('/') && !value.split('/').includes('..')),
  allowed: "a relative path without '..'",
};
export const pathOfFile: Allowed = {
  takes: (value) => pathInside.takes(value) && !(typeof value === 'string' && value.startsWith('..')),
  allowed: pathInside.allowed,
};
export const absolutePath = matching(/^\//, "a path that begins with '/'");

/** A quantity that is not below 0. */
export const amount: Allowed = { takes: (value) => (milliOf(value) ?? 0) >= 0, allowed: '0 or more' };

/** A number of pods, or a share of them. */
export const countOrPercent: Allowed = {
  takes: (value) => (typeof value === 'string' ? /^\d+%$/.test(value) : typeof value !== 'number' || value >= 0),
  allowed: 'a number from 0, or percent such as 25%',
};
