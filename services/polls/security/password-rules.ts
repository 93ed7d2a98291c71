import { nameProblem } from '@chartwright/kit/security/names';
import { isCommonPassword } from './common-passwords';

/** The fewest characters of a password. */
export const passwordLength = 10;
/** Characters of a user name at most. */
export const usernameLength = 150;

/** What is wrong with a new password, in words for the person who chose it; undefined when it will do. */
export function passwordProblem(password: string, username: string): string | undefined {
  if ([...password].length < passwordLength) return `The password needs at least ${passwordLength} characters.`;
  if ([...password].length > 200) return 'The password may have 200 characters at most.';
  if (new Set(password.toLowerCase()).size < 5) return 'The password repeats too few different characters.';
  if (isLike(password, username)) return 'The password is too similar to the user name.';
  if (/^\d+$/.test(password)) return 'The password must not be a number alone.';
  if (isCommonPassword(password)) return 'The password is one that many people have. Choose one of your own.';
  return undefined;
}

/** What is wrong with a new user name. */
export function usernameProblem(username: string): string | undefined {
  const problem = nameProblem(username);
  if (problem !== undefined) return `The user name ${problem}.`;
  if ([...username].length <= usernameLength && /^[\p{L}\p{N}\p{M}@.+_-]+$/u.test(username)) return undefined;
  return `A user name has 1 to ${usernameLength} letters, digits and @ . + - _ only.`;
}

/** Letters of a name that must not be in a password as they are. */
const shortestInside = 4;
/** As much as Django allows. */
const mostSimilar = 0.7;

/**
 * Whether most of a password is the name or a part of it, as Django's UserAttributeSimilarityValidator measures it (the quick ratio
 * of Python's difflib): twice the characters that both have, of the characters of both.
 */
function isLike(password: string, username: string): boolean {
  const given = [...password.toLowerCase()];
  const parts = [username, ...username.split(/[^\p{L}\p{N}\p{M}_]+/u)].filter((part) => part !== '');
  return parts.some((part) => {
    const letters = [...part.toLowerCase()];
    if (letters.length >= shortestInside && given.join('').includes(letters.join(''))) return true;
    // One that is very much longer may have the name in it.
    if (given.length >= 10 * letters.length && letters.length < (mostSimilar / 2) * given.length) return false;
    const left = new Map<string, number>();
    for (const letter of letters) left.set(letter, (left.get(letter) ?? 0) + 1);
    const same = given.filter((letter) => {
      const n = left.get(letter) ?? 0;
      left.set(letter, n - 1);
      return n > 0;
    });
    return (2 * same.length) / (given.length + letters.length) >= mostSimilar;
  });
}
