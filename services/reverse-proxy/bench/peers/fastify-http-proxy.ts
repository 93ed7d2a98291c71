import fastifyHttpProxy from '@fastify/http-proxy';
import fastify from 'fastify';

const [port, target] = process.argv.slice(2);
const app = fastify({ bodyLimit: 1 << 30 });
void app.register(fastifyHttpProxy, {
  upstream: `http://127.0.0.1:${target}`,
  undici: { connections: 512, pipelining: 1 },
});
void app.listen({ port: Number(port), host: '127.0.0.1' });
