'use strict';

/** Makes a module of a text file for Jest, as esbuild's text loader does for the bundle. */
module.exports = {
  process: (text) => ({
    code: `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${JSON.stringify(text)};`,
  }),
};
