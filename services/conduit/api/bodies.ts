import * as z from 'zod';
import { claimedText, email, limits, newPassword, nullableText, tagList, text, username } from './text';

/** What requests carry, inside the object that each has under one key. */
export const loginUser = z.object({ email: claimedText(limits.email), password: claimedText(limits.password) });

export const newUser = z.object({ username: username(), email: email(), password: newPassword() });

export const updateUser = z
  .object({
    email: email().optional(),
    password: newPassword().optional(),
    username: username().optional(),
    bio: nullableText(limits.bio).optional(),
    image: nullableText(limits.image).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'needs at least one of email, password, username, bio, image',
  })
  .meta({ anyOf: ['email', 'password', 'username', 'bio', 'image'].map((field) => ({ required: [field] })) });

export const newArticle = z.object({
  title: text(limits.title),
  description: text(limits.description),
  body: text(limits.body),
  tagList: tagList().default([]),
});

/** At least one of them; but first of all the article has to be there, and one's own. */
export const updateArticle = z.object({
  title: text(limits.title).optional(),
  description: text(limits.description).optional(),
  body: text(limits.body).optional(),
  tagList: tagList().optional(),
});

export const newComment = z.object({ body: text(limits.comment) });
