import fc from 'fast-check';
import { getUrlPath } from '../url-path';

test.each([
  ['http://www.example.com/hello/', 'hello'],
  ['http://www.example.com/hello', 'hello'],
  ['http://www.example.com', ''],
  ['http://www.example.com/', ''],
  ['https://user:pw@www.example.com:8443/a/b/?q=/c/#/d/', 'a/b'],
  ['/this/is/a/test/', 'this/is/a/test'],
  ['/', ''],
  ['/?a=/b/', ''],
])('%s → "%s"', (url, path) => {
  expect(getUrlPath(url)).toBe(path);
});

test.each([
  ['percent-encoding stays: an encoded slash is not a slash', '/a%2Fb/%2f/', 'a%2Fb/%2f'],
  ['percent-encoding stays: nothing is decoded twice', '/%2525/%C3%A9', '%2525/%C3%A9'],
  ['what is not valid percent-encoding stays', '/%/%zz/%2/', '%/%zz/%2'],
  ['dot segments are resolved', '/a/./b/../c/.', 'a/c'],
  ['dot segments never leave the root', '/../../etc/passwd', 'etc/passwd'],
  ['encoded dot segments are dot segments', '/a/%2e%2E/b/%2e/', 'b'],
  ['three dots are a name', '/.../.a/b..', '.../.a/b..'],
  ['empty segments stay', '/a//b', 'a//b'],
  ['one slash at each end goes', '//a//', '/a/'],
  ['two slashes are a path, not a host', '//example.com/a', '/example.com/a'],
  ['only slashes', '//', ''],
  ['an asterisk is a name like any other', '/*/a*', '*/a*'],
  ['unicode is percent-encoded as UTF-8', '/ü/日本/🙂/', '%C3%BC/%E6%97%A5%E6%9C%AC/%F0%9F%99%82'],
  ['markup is percent-encoded', '/<script>alert("x")</script>/', '%3Cscript%3Ealert(%22x%22)%3C/script%3E'],
  ['a space is percent-encoded', '/a b', 'a%20b'],
  ['what only newer standards encode is encoded by every Node.js', '/a^b/^', 'a%5Eb/%5E'],
  ['a backslash is a slash', '/a\\b', 'a/b'],
])('%s: %s → %s', (_, url, path) => {
  expect(getUrlPath(url)).toBe(path);
});

test.each(['', '*', 'hello', '?a', 'http://', 'https://[::1'])('fails for %j, which has no path', (target) => {
  expect(() => getUrlPath(target)).toThrow('Invalid URL');
});

const name = fc.stringMatching(/^[A-Za-z0-9_~!$&'()*+,;=:@-]{1,12}$/);

test('any number of names between slashes come back as they are, from a path and from a URL', () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), fc.constantFrom('', '/'), (names, slash) => {
      const path = `/${names.join('/')}${slash}`;
      expect(getUrlPath(path)).toBe(names.join('/'));
      expect(getUrlPath(`https://www.example.com:8443${path}?${names[0]}#${names[0]}`)).toBe(names.join('/'));
    }),
  );
});

/** RFC 3986, 5.2.4, for names and dot segments. */
function removeDotSegments(segments: readonly string[]): string[] {
  const stack: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..') stack.pop();
    if (segment !== '.' && segment !== '..') stack.push(segment);
    else if (last) stack.push('');
  }
  return stack;
}

test('dot segments are resolved as RFC 3986 says', () => {
  const segment = fc.oneof(name, fc.constantFrom('.', '..'));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
      const expected = removeDotSegments(segments).join('/').replace(/\/$/, '');
      expect(getUrlPath(`/${segments.join('/')}`)).toBe(expected);
    }),
  );
});

test('whatever follows a slash has an answer: ASCII that a header or a terminal may hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(getUrlPath(`/${text}`)).toMatch(/^[!-~]*$/);
    }),
  );
});

test('the answer with its slashes back has the same answer', () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const answer = getUrlPath(`/${path}`);
      expect(getUrlPath(`/${answer}/`)).toBe(answer);
    }),
  );
});
