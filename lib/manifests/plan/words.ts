import type { Answer, Conflict } from './observation';

/** What kubectl puts before the words of the API server. */
const PREFIX = /^(?:Error from server(?: \(\w+\))?: |error: )/;
const DOING =
  /^error when (?:creating|patching|applying patch|replacing|retrieving current configuration of)[^]*?"(?:STDIN|-)": /;
const UNKNOWN_KIND =
  /^unable to (?:recognize|decode) "(?:STDIN|-)": |^resource mapping not found for [^]*? from "(?:STDIN|-)": /;
/** The API server repeats a patch that it refuses whole, the values of Secrets too. */
const PATCH = /^The request is invalid: patch: Invalid value: "[^]*": (?=[^"]*(?:"[^"]*"[^"]*)*$)/;
const ADVICE = /\nPlease review the fields above--[^]*$|\nensure CRDs are installed first$/;

/** The API server's own words in what kubectl prints about one object, without what was sent and how. */
export function ownWords(stderr: string): string {
  let text = stderr.replace(/^Warning: .*\n?/gm, '').trim();
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(PREFIX, '').replace(DOING, '').replace(PATCH, '').replace(UNKNOWN_KIND, '');
  }
  return text.replace(ADVICE, '').trim();
}

/** Warnings of the API server: `would violate PodSecurity …`, deprecated versions. */
export function warningsOf(stderr: string): string[] {
  return [...stderr.matchAll(/^Warning: (.*)$/gm)].map(([, text = '']) => text);
}

/** The answer in words that kubectl ended with an error about one object. */
export function refusal(stderr: string): Answer {
  const words = ownWords(stderr);
  const conflicts = conflictsOf(words);
  if (conflicts.length > 0) return { sort: 'conflict', words, conflicts };
  if (STALE.test(words)) return { sort: 'conflict', words, conflicts: [] };
  if (/does not support dry run/.test(words)) return { sort: 'unknown', why: words };
  return { sort: 'refused', words };
}

/** A `resourceVersion` or `uid` in the manifest is not that of the object in the cluster. */
const STALE = /the object has been modified; please apply your changes to the latest version|Precondition failed: UID/;

/** `conflict with "x" using apps/v1: .spec.replicas`, or a list of fields below. */
const CONFLICT = /conflicts? with "([^"]+)"[^:\n]*:((?:\n- [^\n]+)+| [^\n]+)/g;

function conflictsOf(words: string): Conflict[] {
  if (!/Apply failed with \d+ conflict/.test(words)) return [];
  return [...words.matchAll(CONFLICT)].map(([, manager = '', fields = '']) => ({
    manager,
    fields: fields
      .split('\n- ')
      .map((field) => field.trim())
      .filter(Boolean),
  }));
}
