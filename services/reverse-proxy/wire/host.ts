/** uri-host [ ":" port ] (RFC 9110 7.2), without userinfo, paths or anything that could be read in two ways. */
const HOST =
  /^(?:\[[0-9A-Fa-f:.]+(?:%25[A-Za-z0-9._~-]+)?\]|[A-Za-z0-9._~!$&'()*+,;=-]+|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::\d{0,5})?$/;

/** Whether a Host value, or the authority of an absolute-form target, is one. The empty value is (RFC 9112 3.2). */
export const isHost = (value: string): boolean => value === '' || HOST.test(value);

/** The name to route by: lower case, without port and without the root's trailing dot. */
export function routedHost(host: string): string {
  const colon = host.lastIndexOf(':');
  const name = colon >= 0 && !host.endsWith(']') ? host.slice(0, colon) : host;
  const undotted = name.endsWith('.') ? name.slice(0, -1) : name;
  const bare = undotted.startsWith('[') ? undotted.slice(1, -1) : undotted;
  return bare.toLowerCase();
}
