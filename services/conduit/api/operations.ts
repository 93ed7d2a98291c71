import * as z from 'zod';
import * as answers from './answers';
import * as bodies from './bodies';
import { filterParameters, pageParameters } from './list-query';
import { operation } from './operation';

const user = z.strictObject({ user: answers.user });
const profile = z.strictObject({ profile: answers.profile });
const article = z.strictObject({ article: answers.article });
const articles = z.strictObject({ articles: z.array(answers.listedArticle), articlesCount: z.int().min(0) });
const comment = z.strictObject({ comment: answers.comment });
const comments = z.strictObject({ comments: z.array(answers.comment) });
const tags = z.strictObject({ tags: z.array(z.string()) });

const required = 'required';
const optional = 'optional';

export const userOperations = {
  login: operation('POST /users/login', 'Login', 'User and Authentication', {
    summary: 'Log in',
    key: 'user',
    body: bodies.loginUser,
    answer: user,
    errors: [401, 422, 429],
  }),
  create: operation('POST /users', 'CreateUser', 'User and Authentication', {
    summary: 'Register',
    key: 'user',
    body: bodies.newUser,
    status: 201,
    answer: user,
    errors: [409, 422, 429],
  }),
  current: operation('GET /user', 'GetCurrentUser', 'User and Authentication', {
    summary: 'Who is logged in',
    authentication: required,
    answer: user,
    errors: [401],
  }),
  update: operation('PUT /user', 'UpdateCurrentUser', 'User and Authentication', {
    summary: 'Change who is logged in. A new password ends all sessions but this one.',
    authentication: required,
    key: 'user',
    body: bodies.updateUser,
    answer: user,
    errors: [401, 409, 422],
  }),
} as const;

export const profileOperations = {
  get: operation('GET /profiles/:username', 'GetProfileByUsername', 'Profile', {
    summary: 'A profile',
    authentication: optional,
    answer: profile,
    errors: [401, 404, 422],
  }),
  follow: operation('POST /profiles/:username/follow', 'FollowUserByUsername', 'Profile', {
    summary: 'Follow a user',
    authentication: required,
    answer: profile,
    errors: [401, 404, 422],
  }),
  unfollow: operation('DELETE /profiles/:username/follow', 'UnfollowUserByUsername', 'Profile', {
    summary: 'Follow a user no more',
    authentication: required,
    answer: profile,
    errors: [401, 404, 422],
  }),
} as const;

export const articleOperations = {
  feed: operation('GET /articles/feed', 'GetArticlesFeed', 'Articles', {
    summary: 'Articles by users whom one follows, newest first',
    authentication: required,
    query: pageParameters,
    answer: articles,
    errors: [401, 422],
  }),
  list: operation('GET /articles', 'GetArticles', 'Articles', {
    summary: 'Articles, newest first',
    authentication: optional,
    query: [...filterParameters, ...pageParameters],
    answer: articles,
    errors: [401, 422],
  }),
  create: operation('POST /articles', 'CreateArticle', 'Articles', {
    summary: 'Publish an article',
    authentication: required,
    key: 'article',
    body: bodies.newArticle,
    status: 201,
    answer: article,
    errors: [401, 422],
  }),
  get: operation('GET /articles/:slug', 'GetArticle', 'Articles', {
    summary: 'An article',
    authentication: optional,
    lenient: true,
    answer: article,
    errors: [404, 422],
  }),
  update: operation('PUT /articles/:slug', 'UpdateArticle', 'Articles', {
    summary: "Change one's own article",
    authentication: required,
    key: 'article',
    body: bodies.updateArticle,
    answer: article,
    errors: [401, 403, 404, 422],
  }),
  delete: operation('DELETE /articles/:slug', 'DeleteArticle', 'Articles', {
    summary: "Delete one's own article; a superuser may delete any",
    authentication: required,
    status: 204,
    errors: [401, 403, 404, 422],
  }),
  favorite: operation('POST /articles/:slug/favorite', 'CreateArticleFavorite', 'Favorites', {
    summary: 'Favorite an article',
    authentication: required,
    answer: article,
    errors: [401, 404, 422],
  }),
  unfavorite: operation('DELETE /articles/:slug/favorite', 'DeleteArticleFavorite', 'Favorites', {
    summary: 'Favorite an article no more',
    authentication: required,
    answer: article,
    errors: [401, 404, 422],
  }),
} as const;

export const commentOperations = {
  list: operation('GET /articles/:slug/comments', 'GetArticleComments', 'Comments', {
    summary: 'Comments on an article, newest first',
    authentication: optional,
    answer: comments,
    errors: [401, 404, 422],
  }),
  create: operation('POST /articles/:slug/comments', 'CreateArticleComment', 'Comments', {
    summary: 'Comment on an article',
    authentication: required,
    key: 'comment',
    body: bodies.newComment,
    status: 201,
    answer: comment,
    errors: [401, 404, 422],
  }),
  delete: operation('DELETE /articles/:slug/comments/:id', 'DeleteArticleComment', 'Comments', {
    summary: "Delete one's own comment; a superuser may delete any",
    authentication: required,
    status: 204,
    errors: [401, 403, 404, 422],
  }),
} as const;

export const tagOperations = {
  list: operation('GET /tags', 'GetTags', 'Tags', { summary: 'The tags in use', answer: tags }),
} as const;

/** All of them, for the document. */
export const operations = [
  ...Object.values(userOperations),
  ...Object.values(profileOperations),
  ...Object.values(articleOperations),
  ...Object.values(commentOperations),
  ...Object.values(tagOperations),
];
