import type { Logger } from '@chartwright/kit/process/logging';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config/schema';
import { failureAnswer } from './answers/answer';
import { ClientConnection } from './proxy/client-connection';
import { clock, SWEEP_MS, timerOf } from './sockets/clock';
import { newRequestId } from './forwarding/request-id';
import { Listeners } from './proxy/listeners';
import type { Accepted } from './proxy/listeners';
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
  private readonly runtime: Runtime;
  private context: ProxyContext | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private readonly listeners = new Listeners((accepted) => this.accept(accepted));
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
    await this.listeners.apply(settings.config, port);
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
    return this.listeners.port;
  }

  /**
   * Resolves when requests are welcome: DNS has answered about every name, or `dns.startup` has passed. A proxy that took
   * requests while DNS is away would refuse what its neighbours can serve.
   */
  async ready(): Promise<void> {
    const { startup } = this.running().settings.config.dns;
    const late = sleep(timerOf(startup), true, { ref: false });
    const unanswered = await Promise.race([this.runtime.answered(), late]);
    if (unanswered) this.options.logger.warn({ ms: startup }, 'ready, though DNS has not answered about every name');
  }

  get securePort(): number {
    return this.listeners.securePort;
  }

  /**
   * Serves by a new config from the next request on; nothing that is open is closed, also when a listener moves.
   *
   * @throws when it cannot listen there, or a certificate cannot be used; all stays as it was then
   */
  async reload(config: Config): Promise<void> {
    const context = this.running();
    await this.listeners.apply(config);
    context.settings = await this.runtime.apply(config);
  }

  private accept(accepted: Accepted): void {
    const { socket } = accepted;
    const context = this.running();
    this.accepted++;
    if (this.connections.size >= context.settings.config.limits.connections) {
      context.refused.set('too_many_connections', (context.refused.get('too_many_connections') ?? 0) + 1);
      socket.end(failureAnswer('too_many_connections', newRequestId(), ['Connection: close'], false));
      socket.destroySoon();
      return;
    }
    this.connections.add(new ClientConnection(accepted, context, (gone) => this.connections.delete(gone)));
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
    const closed = this.listeners.close();
    const deadline = clock.read() + deadlineMs;
    while ((this.connections.size > 0 || this.listeners.isWaiting) && clock.read() < deadline) {
      for (const connection of this.connections) connection.drain();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const cut = this.connections.size;
    for (const connection of this.connections) connection.destroy();
    this.listeners.destroy();
    await closed;
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
