// Sends requests over keep-alive connections until its standard input or the time ends, and prints what came of them as
// JSON. Runs in a pod: `node load.js URL HOST SECONDS CONNECTIONS PAUSE-MS EXPECTED-TEXT`.
'use strict';
const http = require('node:http');

const [url, host, seconds, connections, pauseMs, expected] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) });
const end = Date.now() + Number(seconds) * 1000;
let stopped = false;
process.stdin.on('end', () => (stopped = true)).resume();
const result = { requests: 0, failed: 0, failures: {}, slowestMs: 0 };

function once() {
  return new Promise((resolve) => {
    const began = Date.now();
    const done = (failure) => {
      result.requests++;
      result.slowestMs = Math.max(result.slowestMs, Date.now() - began);
      if (failure) {
        result.failed++;
        result.failures[failure] = (result.failures[failure] ?? 0) + 1;
      }
      resolve();
    };
    const request = http.get(url, { agent, headers: { host }, timeout: 15_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (body += chunk));
      response.on('error', (error) => done(error.code ?? error.message));
      response.on('end', () =>
        done(
          response.statusCode === 200 && body.includes(expected)
            ? undefined
            : `${response.statusCode} ${body.slice(0, 80)}`,
        ),
      );
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (error) => done(error.code ?? error.message));
  });
}

async function connection() {
  while (!stopped && Date.now() < end) {
    await once();
    if (pauseMs !== '0') await new Promise((resolve) => setTimeout(resolve, Number(pauseMs)));
  }
}

Promise.all(Array.from({ length: Number(connections) }, connection)).then(() => {
  agent.destroy();
  console.log(JSON.stringify(result));
  process.stdin.destroy();
});
