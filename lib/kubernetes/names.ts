/** What Kubernetes takes as a name of some sort. */
export interface Syntax {
  readonly pattern: RegExp;
  readonly longest: number;
  /** For messages. */
  readonly allowed: string;
}

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

const QUALIFIED = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** Whether `key` can be the key of a label or annotation: a name of up to 63, with a DNS subdomain before it or not. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  const prefix = slash === -1 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (name.length > 63 || !QUALIFIED.test(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && DNS_SUBDOMAIN.pattern.test(prefix));
}

/** Whether `value` can be the value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && QUALIFIED.test(value));
}
