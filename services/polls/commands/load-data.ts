import { readConfig } from '@chartwright/kit/config/config';
import { withDatabase } from '@chartwright/kit/database/command-database';
import { readFile } from 'node:fs/promises';
import { pollsContract } from '../contract';
import { Questions } from '../data/questions';
import { sampleQuestions } from '../data/sample-questions';
import { commandSettings } from '../settings';
import { parseQuestions } from './questions-file';

/**
 * Adds questions from a JSON file (see `parseQuestions`), or a few samples. A question whose text is there already is left
 * alone, so it may run again.
 */
export async function loadData([path]: readonly string[]): Promise<void> {
  const config = readConfig(commandSettings);
  const wanted = path === undefined ? sampleQuestions : parseQuestions(await read(path), path);
  await withDatabase(pollsContract.name, config, async (_, logger, queries) => {
    const questions = new Questions(queries);
    let added = 0;
    for (const [i, { question, publishedAt, choices }] of wanted.entries()) {
      const same = await queries.run({
        text: `select from question where question_text = $1 limit 1`,
        values: [question],
      });
      if (same.length > 0) continue;
      // The first of the file is the newest of the list.
      const at = publishedAt === undefined ? new Date(Date.now() - (i + 1) * 60_000) : new Date(publishedAt);
      await questions.add({ text: question, publishedAt: at, choices });
      added++;
    }
    logger.info({ added, there: wanted.length - added }, 'questions loaded');
  });
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new Error(`${path} cannot be read: ${reason}`, { cause: error });
  }
}
