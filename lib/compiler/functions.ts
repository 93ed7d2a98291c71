import type { TextFunction } from './ir';

/** What each function does to a text. */
export const TEXT_FUNCTIONS: Readonly<Record<TextFunction, (text: string) => string>> = {
  same: (text) => text,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
  trimSlashes: (text) => text.replace(/^\/+|\/+$/g, ''),
  trimEndSlashes: (text) => text.replace(/\/+$/, ''),
  trimStartSlashes: (text) => text.replace(/^\/+/, ''),
  /** Between the quotes of a JSON string. */
  escapeJson: (text) => JSON.stringify(text).slice(1, -1),
  base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
};

export const TEXT_FUNCTION_NAMES = Object.keys(TEXT_FUNCTIONS) as TextFunction[];
