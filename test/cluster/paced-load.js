// Sends so many requests a second, phase by phase, each over a connection of its own (a kept-alive one would stay with
// one pod), and prints how many it sent in each second. Runs in a pod: `node -e … URL HOST PHASES EXPECTED-TEXT`, where
// PHASES is `[[seconds, requests per second], …]`.
'use strict';
const http = require('node:http');

const [url, host, phasesText, expected] = process.argv.slice(1);
const phases = JSON.parse(phasesText);
const total = phases.reduce((sum, [seconds]) => sum + seconds, 0);
const result = { sent: new Array(total).fill(0), failed: 0, failures: {} };
let open = 0;

function fail(what) {
  result.failed++;
  result.failures[what] = (result.failures[what] ?? 0) + 1;
}

function send() {
  open++;
  const end = (failure) => {
    open--;
    if (failure) fail(failure);
  };
  const request = http.get(url, { agent: false, headers: { host }, timeout: 10_000 }, (response) => {
    let body = '';
    response.on('data', (chunk) => (body += chunk));
    response.on('error', (error) => end(error.code ?? error.message));
    response.on('end', () =>
      end(response.statusCode === 200 && body.includes(expected) ? undefined : `${response.statusCode}`),
    );
  });
  request.on('timeout', () => request.destroy(new Error('timeout')));
  request.on('error', (error) => end(error.code ?? error.message));
}

/** Requests that should have been sent by a time. */
function due(time) {
  let [sum, start] = [0, 0];
  for (const [seconds, rate] of phases) {
    sum += Math.max(0, Math.min(time - start, seconds)) * rate;
    start += seconds;
  }
  return sum;
}

const began = performance.now();
let sent = 0;
const timer = setInterval(() => {
  const now = (performance.now() - began) / 1000;
  const second = Math.min(total - 1, Math.floor(now));
  for (const until = Math.floor(due(now)); sent < until; sent++) {
    // More would only measure this pod's own limits.
    if (open > 500) fail('not sent');
    else {
      result.sent[second]++;
      send();
    }
  }
  if (now >= total) {
    clearInterval(timer);
    setTimeout(() => {
      console.log(JSON.stringify(result));
      process.exit(0);
    }, 2000);
  }
}, 20);
