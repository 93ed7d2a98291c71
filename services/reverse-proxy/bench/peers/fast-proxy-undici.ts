import fastProxy from 'fast-proxy';
import { createServer } from 'node:http';

const [port, target] = process.argv.slice(2);
const onward = fastProxy({ base: `http://127.0.0.1:${target}`, undici: { connections: 512, pipelining: 1 } });
createServer((request, response) => onward.proxy(request, response, request.url ?? '/', {})).listen(
  Number(port),
  '127.0.0.1',
);
