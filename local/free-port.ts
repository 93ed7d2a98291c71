import { createServer } from 'node:net';
import { listen } from '../services/kit/http/listen';

/** @throws when something listens on the port already, or nobody here may */
export async function assertFree(port: number): Promise<void> {
  const server = createServer();
  try {
    await listen(server, port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === 'EADDRINUSE' ? 'is taken by another program' : code === 'EACCES' ? 'is for root alone' : `: ${message}`;
    throw new Error(`port ${port} ${reason}. Choose another one: npm run local -- --port ${port + 1}`);
  }
  await new Promise((resolve) => server.close(resolve));
}
