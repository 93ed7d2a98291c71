import * as z from 'zod';

/** What answers carry. Times are Dates here, and ISO 8601 in UTC with milliseconds when they are sent. */
const time = z
  .any()
  .meta({ type: 'string', format: 'date-time', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' });
const nullableString = z.string().nullable();
const count = z.int().min(0);

export const user = z.strictObject({
  email: z.string(),
  token: z.string(),
  username: z.string(),
  bio: nullableString,
  image: nullableString,
});

export const profile = z.strictObject({
  username: z.string(),
  bio: nullableString,
  image: nullableString,
  following: z.boolean(),
});

const listed = {
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  tagList: z.array(z.string()),
  createdAt: time,
  updatedAt: time,
  favorited: z.boolean(),
  favoritesCount: count,
  author: profile,
};
export const listedArticle = z.strictObject(listed);
export const article = z.strictObject({ ...listed, body: z.string() });

export const comment = z.strictObject({
  id: z.int().min(1),
  createdAt: time,
  updatedAt: time,
  body: z.string(),
  author: profile,
});

export const errors = z.strictObject({ errors: z.record(z.string(), z.array(z.string()).min(1)) });
