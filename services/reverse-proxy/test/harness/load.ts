import { GET } from './requests';
import { rawClient } from './sockets';

/** Connections that ask again and again until told to stop; counts answers, and everything that was no proper answer. */
export function load(
  port: number | (() => number),
  connections: number,
): { answers: string[]; failures: string[]; stop(): Promise<void> } {
  const answers: string[] = [];
  const failures: string[] = [];
  let running = true;
  const one = async (): Promise<void> => {
    const open = (): ReturnType<typeof rawClient> => rawClient(typeof port === 'number' ? port : port());
    let client = open();
    let from = 0;
    while (running) {
      client.send(GET);
      try {
        const answer = /^HTTP\/1\.1 (\d+)[^]*?\r\n\r\n(.+)/;
        await Promise.race([
          client.until(new RegExp(`^[^]{${from}}HTTP/1\\.1[^]*?\\r\\n\\r\\n.`), 5000),
          client.closed(5000),
        ]);
        const text = client.received().slice(from);
        const match = answer.exec(text);
        if (match?.[1] === '200') answers.push(match[2] ?? '');
        else failures.push(text.slice(0, 300));
        from = client.received().length;
        if (/\r\nConnection: close\r\n/.test(text)) {
          client.socket.destroy();
          client = open();
          from = 0;
        }
      } catch (error) {
        failures.push(String(error));
        client.socket.destroy();
        client = open();
        from = 0;
      }
    }
    client.socket.destroy();
  };
  const all = Array.from({ length: connections }, one);
  return {
    answers,
    failures,
    stop: async () => {
      running = false;
      await Promise.all(all);
    },
  };
}
