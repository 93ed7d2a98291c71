import type { Logger } from '@chartwright/kit/process/logging';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createPlain } from 'node:net';
import type { Server } from 'node:net';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTls } from 'node:tls';
import type { Server as TlsServer } from 'node:tls';
import type { Config } from './config/schema';
import { failureAnswer } from './answers/answer';
import { Arrivals } from './sockets/arrivals';
import { ClientConnection } from './proxy/client-connection';
import { clock, SWEEP_MS } from './sockets/clock';
import { newRequestId } from './forwarding/request-id';
import { Runtime } from './proxy/runtime';
import type { Answered, ProxyContext } from './proxy/settings';

export interface ProxyOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Told of every request, unless the config says otherwise. @default - nobody */
  readonly onAnswered?: (answered: Answered) => void;
}

/** The reverse proxy without a process around it. */
export class Proxy {
  private readonly connections = new Set<ClientConnection>();
  /** Connections of the TLS listener, also those that have not finished their handshake. */
  private readonly sockets = new Set<Socket>();
  private readonly runtime: Runtime;
  private context: ProxyContext | undefined;
  private plain: Server | undefined;
  private secure: TlsServer | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private readonly arrivals = new Arrivals((socket) => this.accept(socket, 'http'));
  private accepted = 0;
  /** The config is an old one, since a newer one was not valid; set by who reads the file. */
  configRefused = false;

  constructor(private readonly options: ProxyOptions) {
    this.runtime = new Runtime(options.logger);
  }

  /** Asks DNS once about host names, and listens. @returns the port of plain HTTP */
  async listen(port = this.options.config.listen.port): Promise<number> {
    const settings = await this.runtime.apply(this.options.config);
    this.context = { settings, draining: false, log: this.options.onAnswered ?? (() => {}), refused: new Map() };
    this.plain = createPlain({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (socket) =>
      this.arrivals.add(socket),
    );
    await listening(this.plain, port, settings.config.listen.address);
    if (settings.config.tls !== undefined) {
      this.secure = createTls(
        {
          ...tlsOptions(settings.config.tls),
          ALPNProtocols: ['http/1.1'],
          allowHalfOpen: true,
          noDelay: true,
          handshakeTimeout: settings.config.timeouts.headers,
        },
        (socket) => this.accept(socket, 'https'),
      );
      this.secure.on('tlsClientError', (_, socket) => socket.destroy());
      this.secure.on('connection', (socket: Socket) => {
        this.sockets.add(socket);
        socket.once('close', () => this.sockets.delete(socket));
      });
      await listening(this.secure, settings.config.tls.port, settings.config.listen.address);
    }
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
    return (this.plain.address() as AddressInfo).port;
  }

  /**
   * Resolves when requests are welcome: DNS has answered about every name, or `dns.startup` has passed. A proxy that took
   * requests while DNS is away would refuse what its neighbours can serve.
   */
  async ready(): Promise<void> {
    const { startup } = this.running().settings.config.dns;
    const late = sleep(startup, true, { ref: false });
    const unanswered = await Promise.race([this.runtime.answered(), late]);
    if (unanswered) this.options.logger.warn({ ms: startup }, 'ready, though DNS has not answered about every name');
  }

  get securePort(): number {
    return (this.secure?.address() as AddressInfo | null)?.port ?? 0;
  }

  /** Serves by a new config from the next request on; nothing that is open is closed. The listeners stay as they are. */
  async reload(config: Config): Promise<void> {
    const context = this.running();
    const tls = config.tls === undefined ? undefined : tlsOptions(config.tls);
    context.settings = await this.runtime.apply(config);
    if (tls !== undefined) this.secure?.setSecureContext(tls);
  }

  private accept(socket: Socket, scheme: 'http' | 'https'): void {
    const context = this.running();
    this.accepted++;
    if (this.connections.size >= context.settings.config.limits.connections) {
      context.refused.set('too_many_connections', (context.refused.get('too_many_connections') ?? 0) + 1);
      socket.end(failureAnswer('too_many_connections', newRequestId(), ['Connection: close'], false));
      socket.destroySoon();
      return;
    }
    this.connections.add(new ClientConnection(socket, context, scheme, (gone) => this.connections.delete(gone)));
  }

  private sweep(): void {
    const now = clock.read();
    for (const connection of this.connections) connection.check(now);
    for (const service of this.running().settings.services) service.sweep(now);
  }

  /** Every answer closes its connection from now on, so that clients move on before the listener closes. */
  beginDrain(): void {
    this.running().draining = true;
  }

  /**
   * Stops accepting, waits for exchanges in flight and cuts what is left at the deadline.
   *
   * @returns how many connections were cut
   */
  async drain(deadlineMs: number): Promise<number> {
    this.beginDrain();
    const closed = [this.plain, this.secure].map(
      (server) =>
        new Promise<void>((resolve) => (server === undefined ? resolve() : void server.close(() => resolve()))),
    );
    const deadline = clock.read() + deadlineMs;
    while ((this.connections.size > 0 || this.arrivals.isWaiting) && clock.read() < deadline) {
      for (const connection of this.connections) connection.drain();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const cut = this.connections.size;
    for (const connection of this.connections) connection.destroy();
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(closed);
    return cut;
  }

  /** Ends everything at once; after `drain` there is nothing left to lose. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    await this.drain(0);
    this.runtime.stop();
  }

  get openConnections(): number {
    return this.connections.size;
  }

  get acceptedConnections(): number {
    return this.accepted;
  }

  running(): ProxyContext {
    if (this.context === undefined) throw new Error('the proxy does not listen yet');
    return this.context;
  }
}

const tlsOptions = (tls: NonNullable<Config['tls']>) => ({
  cert: readFileSync(tls.certFile),
  key: readFileSync(tls.keyFile),
  minVersion: tls.minVersion,
});

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
