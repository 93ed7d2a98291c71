import { Agent, createServer, request as send } from 'node:http';

/** The least that a proxy on node:http can be: two pipes. */
const [port, target] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 512 });
createServer((request, response) => {
  const { method, url, headers } = request;
  const onward = send({ host: '127.0.0.1', port: Number(target), method, path: url, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}).listen(Number(port), '127.0.0.1');
