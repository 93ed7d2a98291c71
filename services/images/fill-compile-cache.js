// Runs once while an image is built: loads the service, so that Node keeps what it compiled for every later start. The
// service may well stop at its configuration, as there is none; it ends as soon as all of the file has been loaded.
'use strict';

const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

// The Dockerfile starts this with a fixed seed for V8's hash tables, since code compiled with another seed is other bytes.
// The flag is part of the cache's key, so it is set back to what a start has that names no seed; the seed itself stays.
// (V8 hashes anew when it loads the code: a running service has a random seed as ever.)
setFlagsFromString('--hash-seed=0');
enableCompileCache?.(join(__dirname, 'compile-cache')); // Node 20 has none
Object.assign(process.env, { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'silent' });
process.stderr.write = () => true;
process.on('exit', () => (process.exitCode = 0));
require('./server.js');
// Now: what is compiled later depends on how fast the machine is.
process.exit();
