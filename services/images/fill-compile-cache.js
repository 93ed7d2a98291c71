// Runs once while an image is built: loads the service, so that Node keeps what it compiled in NODE_COMPILE_CACHE. The
// service may stop at its configuration, as there is none; by then all of the file has been loaded.
'use strict';

const { chmodSync, existsSync, readdirSync } = require('node:fs');
const { flushCompileCache } = require('node:module');
const { join } = require('node:path');

const folder = process.env.NODE_COMPILE_CACHE;
process.stderr.write = () => true;
process.on('exit', () => {
  flushCompileCache?.();
  // Node makes the files readable by their owner alone, and the service runs as another user.
  const open = (path, isFolder) => {
    chmodSync(path, isFolder ? 0o755 : 0o644);
    if (isFolder)
      for (const one of readdirSync(path, { withFileTypes: true })) open(join(path, one.name), one.isDirectory());
  };
  if (existsSync(folder)) open(folder, true);
  process.exitCode = 0;
});
Object.assign(process.env, { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'silent' });
require('./server.js');
setTimeout(() => process.exit(), 1000);
