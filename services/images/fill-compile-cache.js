// Runs once while an image is built: loads the service, so that Node keeps what it compiled for every later start. The
// service may well stop at its configuration, as there is none; by then all of the file has been loaded.
'use strict';

const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

if (process.env.COMPILE_CACHE !== 'off') {
  enableCompileCache?.(join(__dirname, 'compile-cache')); // Node 20 has none
  Object.assign(process.env, { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'silent' });
  process.stderr.write = () => true;
  process.on('exit', () => (process.exitCode = 0));
  require('./server.js');
  setTimeout(() => process.exit(), 1000);
}
