/** The fewest characters of a password. */
export const passwordLength = 10;

/** What is wrong with a new password, in words for the person who chose it; undefined when it will do. */
export function passwordProblem(password: string, username: string): string | undefined {
  if ([...password].length < passwordLength) return `The password needs at least ${passwordLength} characters.`;
  if (password.length > 200) return 'The password may have 200 characters at most.';
  if (new Set(password.toLowerCase()).size < 5) return 'The password repeats too few different characters.';
  if (password.toLowerCase().includes(username.toLowerCase())) return 'The password must not contain the user name.';
  if (/^\d+$/.test(password)) return 'The password must not be a number alone.';
  return undefined;
}

/** What is wrong with a new user name. */
export function usernameProblem(username: string): string | undefined {
  if (/^[\p{L}\p{N}@.+_-]{1,150}$/u.test(username)) return undefined;
  return 'A user name has 1 to 150 letters, digits and @ . + - _ only.';
}
