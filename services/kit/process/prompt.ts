import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks on the terminal; a hidden answer is not shown while it is typed. */
export async function ask(question: string, hidden = false): Promise<string> {
  let silent = false;
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      if (!silent) process.stdout.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('SIGINT', () => reject(new Error('given up')));
      lines.once('close', () => reject(new Error('the input ended')));
      lines.question(question, resolve);
      silent = hidden;
    });
  } finally {
    lines.removeAllListeners('close');
    lines.close();
    if (hidden) process.stdout.write('\n');
  }
}

/** Asks for a new password, twice, until it will do. @param problemOf what is wrong with one, in a sentence */
export async function askNewPassword(problemOf: (password: string) => string | undefined): Promise<string> {
  for (;;) {
    const password = await ask('Password: ', true);
    const problem = problemOf(password);
    if (problem !== undefined) process.stdout.write(`${problem}\n`);
    else if ((await ask('Password again: ', true)) === password) return password;
    else process.stdout.write('The two are not the same.\n');
  }
}
