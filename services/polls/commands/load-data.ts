import { withDatabase } from '@chartwright/kit/database/command-database';
import { readConfig } from '@chartwright/kit/config/config';
import type { Kysely } from 'kysely';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { pollsContract } from '../contract';
import { Questions } from '../data/questions';
import { sampleQuestions } from '../data/sample-questions';
import type { PollsSchema } from '../data/schema';
import { commandSettings } from '../settings';

const line = z.string().trim().min(1).max(200);
const questionsFile = z.array(
  z.object({
    question: line,
    publishedAt: z.iso.datetime({ offset: true }).optional(),
    choices: z.array(line).max(50),
  }),
);

/**
 * Adds questions from a JSON file (`[{"question": "…", "publishedAt": "2026-01-31T12:00:00Z", "choices": ["…"]}]`), or a
 * few samples. A question whose text is there already is left alone, so it may run again.
 */
export async function loadData([path]: readonly string[]): Promise<void> {
  const config = readConfig(commandSettings);
  const wanted = path === undefined ? sampleQuestions : questionsFile.parse(JSON.parse(await readFile(path, 'utf8')));
  await withDatabase(pollsContract.name, config, async (database: Kysely<PollsSchema>, logger) => {
    const questions = new Questions(database);
    let added = 0;
    for (const [i, { question, publishedAt, choices }] of wanted.entries()) {
      const same = database.selectFrom('question').where('question_text', '=', question).select('id');
      if ((await same.executeTakeFirst()) !== undefined) continue;
      // The first of the file is the newest of the list.
      const at = publishedAt === undefined ? new Date(Date.now() - (i + 1) * 60_000) : new Date(publishedAt);
      await questions.add({ text: question, publishedAt: at, choices: choices.map((text) => ({ text })) });
      added++;
    }
    logger.info({ added, there: wanted.length - added }, 'questions loaded');
  });
}
