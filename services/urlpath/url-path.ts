/**
 * The path of a URL without its leading and its trailing slash (one of each).
 *
 *     getUrlPath('http://www.example.com/hello/')  → 'hello'
 *     getUrlPath('/this/is/a/test/')               → 'this/is/a/test'
 *
 * The path is what the URL Standard (https://url.spec.whatwg.org) says, which is what browsers and `fetch` send:
 *
 * - percent-encoding stays as it is, valid or not: `%2F` is not a slash, `%zz` is kept, so nothing is lost; the answer is ASCII
 * - other characters are percent-encoded as UTF-8: `/ü` → `%C3%BC`; a space, `<`, `>`, `"`, `{`, `}`, `^`, `` ` `` too
 * - `.` and `..` (also as `%2e`) are resolved, never above the root: `/a/../b/.` → `b`
 * - empty segments stay: `/a//b` → `a//b`, `//a//` → `/a/`
 * - a backslash is a slash, as in http URLs
 * - query and fragment are dropped
 *
 * @param target an absolute URL (`http://host/path`), or a path that begins with `/` (never read as `//host`)
 * @returns ASCII text, empty for the root
 * @throws TypeError when it is neither, e.g. `*`
 */
export function getUrlPath(target: string): string {
  const { pathname } = new URL(target.startsWith('/') ? `http://host${target}` : target);
  const start = pathname.startsWith('/') ? 1 : 0;
  const end = pathname.endsWith('/') && pathname.length > start ? -1 : pathname.length;
  // The standard encodes it since 2023, Node.js since version 22: the answer must not depend on who runs it.
  return pathname.slice(start, end).replaceAll('^', '%5E');
}
