import * as z from 'zod';
import { contract } from '../contract';
import { normalPath } from '../wire/target';

/** A path as it is asked for: `/` and URL characters, without a query. */
export const urlPath = z.string().superRefine((text, context) => {
  const message = mistake(text);
  if (message !== undefined) context.addIssue({ code: 'custom', continue: false, message });
});

function mistake(text: string): string | undefined {
  if (!text.startsWith('/')) return `"${text}" is no path; a path begins with "/": /${text}`;
  if (/[?#]/.test(text)) return `"${text}" is no path: it has a query or a fragment; leave them out`;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return `"${text}" is no path: after "%" stand two hexadecimal digits`;
  if (/[^\x21-\x7e]|["<>\\]/.test(text)) return `"${text}" has characters that no path has; write ${encodeURI(text)}`;
  return undefined;
}

/**
 * A prefix to route by. Requests are routed by their path in its plainest form (RFC 3986 6.2.2), so a prefix in another
 * form would never be met.
 */
export const routePath = urlPath.superRefine((text, context) => {
  const plain = mistake(text) === undefined ? normalPath(text) : text;
  if (plain === undefined)
    context.addIssue({ code: 'custom', continue: false, message: `"${text}" climbs above the root` });
  else if (plain !== text) {
    context.addIssue({
      code: 'custom',
      continue: false,
      message: `"${text}" would never be met, since requests for it are routed as ${plain}; write that`,
    });
  } else if (text === contract.healthCheck.path) {
    context.addIssue({
      code: 'custom',
      continue: false,
      message: `"${text}" is answered by the proxy itself; choose another path`,
    });
  }
});
