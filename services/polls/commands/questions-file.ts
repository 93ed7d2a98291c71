import * as z from 'zod';
import type { SampleQuestion } from '../data/sample-questions';

const line = z
  .string('a text is expected')
  .trim()
  .min(1, 'a text with something in it is expected')
  .max(200, 'a text of at most 200 characters is expected');
const question = z.strictObject(
  {
    question: line,
    publishedAt: z.iso.datetime({ offset: true, error: 'a time such as 2026-01-31T12:00:00Z is expected' }).optional(),
    choices: z.array(line, 'a list of texts is expected').max(50, 'at most 50 choices are allowed'),
  },
  {
    error: ({ code, keys }) =>
      code === 'unrecognized_keys'
        ? `${keys.join(', ')}: only question, publishedAt and choices are known`
        : 'an object with question, choices and perhaps publishedAt is expected',
  },
);
const file = z.array(question, 'a list of questions is expected');

/** Problems that one message names; more are counted. */
const mostNamed = 10;

/**
 * Reads `[{"question": "…", "publishedAt": "2026-01-31T12:00:00Z", "choices": ["…"]}]`.
 * @param path what to call it
 * @throws with all that is wrong, and where
 */
export function parseQuestions(text: string, path: string): readonly SampleQuestion[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const result = file.safeParse(json);
  if (result.success) return result.data;
  const { issues } = result.error;
  const lines = issues.slice(0, mostNamed).map(({ path: at, message }) => `  ${placeOf(at)}: ${message}`);
  if (issues.length > mostNamed) lines.push(`  and ${issues.length - mostNamed} more`);
  throw new Error([`${path} cannot be loaded:`, ...lines].join('\n'));
}

/** `question 3, choice 2`, counted from 1 as people do. */
function placeOf(path: readonly PropertyKey[]): string {
  const [index, field, choice] = path;
  if (index === undefined) return 'the file';
  const where = `question ${Number(index) + 1}`;
  if (field === undefined) return where;
  return choice === undefined ? `${where}, ${String(field)}` : `${where}, choice ${Number(choice) + 1}`;
}
