/** What Kubernetes takes as a name of some sort. */
export interface Syntax {
  readonly pattern: RegExp;
  readonly longest: number;
  /** For messages. */
  readonly allowed: string;
}

/** Whether `text` is a name of this sort. */
export const fits = ({ pattern, longest }: Syntax, text: string): boolean =>
  text.length <= longest && pattern.test(text);

/** RFC 1123 label: namespaces, containers, volumes. */
export const DNS_LABEL: Syntax = {
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  longest: 63,
  allowed: "1 to 63 of a-z, 0-9 and '-', neither first nor last '-'",
};

/** RFC 1035 label: Services, whose names are host names of old. */
export const DNS_LABEL_1035: Syntax = {
  pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
  longest: 63,
  allowed: "1 to 63 of a-z, 0-9 and '-', a letter first, not '-' last",
};

/** RFC 1123 subdomain: most kinds. */
export const DNS_SUBDOMAIN: Syntax = {
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
  longest: 253,
  allowed: "1 to 253 of a-z, 0-9, '-' and '.', a letter or digit at both ends of each part",
};

const HOST_LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** RFC 1123 host name: a subdomain that DNS can answer about, since no part of it is longer than 63. */
export const HOST_NAME: Syntax = {
  pattern: new RegExp(`^${HOST_LABEL}(?:\\.${HOST_LABEL})*$`),
  longest: 253,
  allowed: "1 to 253 of a-z, 0-9, '-' and '.', parts of at most 63 with a letter or digit at both ends",
};

/** RFC 1123 host name whose last part begins with a letter: nobody takes it for an address (WHATWG URL 3.5). */
export const NAME_OF_SERVER: Syntax = {
  pattern: new RegExp(`^(?:${HOST_LABEL}\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$`),
  longest: 253,
  allowed: `${HOST_NAME.allowed}, the last part beginning with a letter`,
};

/** One segment of a URL path: RBAC kinds. */
export const PATH_SEGMENT: Syntax = {
  pattern: /^(?!\.\.?$)[^/%]+$/,
  longest: 253,
  allowed: "anything without '/' and '%' but '.' and '..'",
};

/** RFC 6335 service name: ports of containers. */
export const PORT_NAME: Syntax = {
  pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  longest: 15,
  allowed: "1 to 15 of a-z, 0-9 and '-', at least one letter, no '--', neither first nor last '-'",
};

const QUALIFIED = '[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const PREFIX = DNS_SUBDOMAIN.pattern.source.slice(1, -1);

/** Keys of labels and annotations: a name of up to 63, with a DNS subdomain before it or not. */
export const LABEL_KEY: Syntax = {
  pattern: new RegExp(`^(?:${PREFIX}/)?${QUALIFIED}$`),
  longest: DNS_SUBDOMAIN.longest + 1 + 63,
  allowed: "1 to 63 of letters, digits, '-', '_' and '.', before it a DNS name and '/' or not",
};

/** Values of labels. */
export const LABEL_VALUE: Syntax = {
  pattern: new RegExp(`^(?:${QUALIFIED})?$`),
  longest: 63,
  allowed: "up to 63 of letters, digits, '-', '_' and '.', a letter or digit at both ends",
};

/** Whether `key` can be the key of a label or annotation. */
export const isLabelKey = (key: string): boolean =>
  fits(LABEL_KEY, key) && key.lastIndexOf('/') <= DNS_SUBDOMAIN.longest;

/** Whether `value` can be the value of a label. */
export const isLabelValue = (value: string): boolean => fits(LABEL_VALUE, value);

/** Tags of images, as the OCI distribution specification has them. */
export const IMAGE_TAG: Syntax = {
  pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
  longest: 128,
  allowed: "1 to 128 of letters, digits, '_', '.' and '-', neither first a '.' nor a '-'",
};

/** Where images are, without the name of one. */
export const IMAGE_REGISTRY: Syntax = {
  pattern: /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?(?:\/[a-z0-9._-]+)*$/,
  longest: 255,
  allowed: 'a host and a path in lower case, without a scheme and a slash at the end, e.g. registry.example.com/acme',
};
