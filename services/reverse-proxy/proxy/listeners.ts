import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createPlain } from 'node:net';
import { createServer as createTls } from 'node:tls';
import type { Server as TlsServer } from 'node:tls';
import type { Config } from '../config/schema';
import { plainAddress, TrustedProxies } from '../forwarding/trusted-proxies';
import { Arrivals } from '../sockets/arrivals';
import { timerOf } from '../sockets/clock';
import { readCertificates } from '../tls/certificates';
import type { Certificates } from '../tls/certificates';
import { readProxyHeader } from './proxy-header';

/** Who connected, where the socket's own address is a balancer's. */
export interface Source {
  readonly address: string;
  readonly isTls: boolean;
}

export interface Accepted {
  readonly socket: Socket;
  readonly scheme: 'http' | 'https';
  /** What a PROXY header before TLS said. */
  readonly source?: Source;
  /** A PROXY header is still to be read. */
  readonly expectsHeader: boolean;
}

/** The listeners of a config: one for plain HTTP, one for TLS where there is a certificate. */
export class Listeners {
  /** Connections of the TLS listener, also those that have not finished their handshake. */
  private readonly sockets = new Set<Socket>();
  private readonly sources = new WeakMap<Socket, Source>();
  private readonly arrivals: Arrivals;
  private plain: Server | undefined;
  private secure: Server | undefined;
  private tls: TlsServer | undefined;
  private certificates: Certificates | undefined;
  private config: Config | undefined;
  private balancers = new TrustedProxies([]);

  constructor(private readonly accept: (accepted: Accepted) => void) {
    this.arrivals = new Arrivals((socket) =>
      accept({ socket, scheme: 'http', expectsHeader: this.isBalancer(socket) }),
    );
  }

  /** Listens as the config says. What stays as it was is left alone; a listener that moves opens before the old one closes. */
  async apply(config: Config, port = config.listen.port): Promise<void> {
    const before = this.config;
    const { listen, tls } = config;
    const certificates = tls === undefined ? undefined : readCertificates(tls);
    const moved = before?.listen.address !== listen.address;
    const plain = moved || before.listen.port !== listen.port ? await this.openPlain(port, listen.address) : undefined;
    let secure: Server | undefined;
    if (tls !== undefined && (moved || before.tls?.port !== tls.port)) {
      secure = await this.openSecure(config, tls.port).catch((error: unknown) => {
        plain?.close();
        throw error;
      });
    }
    this.config = config;
    this.certificates = certificates;
    this.balancers = new TrustedProxies(listen.proxyProtocol);
    if (certificates !== undefined && tls !== undefined) {
      this.tls?.setSecureContext({ cert: certificates.cert, key: certificates.key, minVersion: tls.minVersion });
    }
    if (plain !== undefined) {
      this.plain?.close();
      this.plain = plain;
    }
    if (secure !== undefined || tls === undefined) {
      this.secure?.close();
      this.secure = secure;
    }
  }

  get port(): number {
    return (this.plain?.address() as AddressInfo | null)?.port ?? 0;
  }

  get securePort(): number {
    return (this.secure?.address() as AddressInfo | null)?.port ?? 0;
  }

  /** Some connections were accepted and not served yet. */
  get isWaiting(): boolean {
    return this.arrivals.isWaiting;
  }

  /** Accepts no more. Resolves when all connections are gone. */
  async close(): Promise<void> {
    await Promise.all(
      [this.plain, this.secure].map(
        (server) =>
          new Promise<void>((resolve) => (server === undefined ? resolve() : void server.close(() => resolve()))),
      ),
    );
  }

  /** Ends connections that are not served by anybody, in the middle of a handshake. */
  destroy(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private isBalancer(socket: Socket): boolean {
    return this.balancers.includes(plainAddress(socket.remoteAddress ?? ''));
  }

  private openPlain(port: number, address: string): Promise<Server> {
    const server = createPlain({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (socket) =>
      this.arrivals.add(socket),
    );
    return listening(server, port, address);
  }

  /** A plain listener, whose connections are handed to the TLS server: a PROXY header comes before the handshake. */
  private openSecure(config: Config, port: number): Promise<Server> {
    this.tls ??= this.tlsServer(config);
    const server = createPlain({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      if (this.isBalancer(socket)) void this.afterHeader(socket);
      else this.tls?.emit('connection', socket);
    });
    return listening(server, port, config.listen.address);
  }

  private async afterHeader(socket: Socket): Promise<void> {
    const timeout = this.config?.timeouts.headers ?? 0;
    const header = await readProxyHeader(socket, timeout);
    if (header === undefined) return void socket.destroy();
    if (header.source !== null) this.sources.set(socket, header.source);
    this.tls?.emit('connection', socket);
  }

  private tlsServer(config: Config): TlsServer {
    const server = createTls(
      {
        ALPNProtocols: ['http/1.1'],
        SNICallback: (name, done) => done(null, this.certificates?.find(name)),
        handshakeTimeout: timerOf(config.timeouts.headers),
      },
      (socket) => {
        const below = (socket as unknown as { readonly _parent?: Socket })._parent;
        const source = below === undefined ? undefined : this.sources.get(below);
        this.accept({ socket, scheme: 'https', expectsHeader: false, ...(source === undefined ? {} : { source }) });
      },
    );
    server.on('tlsClientError', (_, socket) => socket.destroy());
    return server;
  }
}

const listening = (server: Server, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
