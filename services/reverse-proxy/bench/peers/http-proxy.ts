import httpProxy from 'http-proxy';
import { Agent, createServer } from 'node:http';

/** http-proxy with an agent that keeps connections, as its README advises. */
const [port, target] = process.argv.slice(2);
const proxy = httpProxy.createProxyServer({
  target: `http://127.0.0.1:${target}`,
  agent: new Agent({ keepAlive: true, maxSockets: 512 }),
  xfwd: true,
});
proxy.on('error', (_, __, response) => response.destroy());
createServer((request, response) => proxy.web(request, response)).listen(Number(port), '127.0.0.1');
