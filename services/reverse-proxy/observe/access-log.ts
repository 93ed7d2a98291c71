import type { Answered } from '../proxy/settings';

/** Lines are written together when there are so many octets of them, or after so many milliseconds. */
const BATCH = 16_384;
const DELAY_MS = 100;

/**
 * One JSON object a line for each answered request. Lines are put together by hand and written in batches: a logger that
 * writes each by itself would cost as much as proxying does.
 */
export class AccessLog {
  private lines = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly service: string,
    private readonly write: (lines: string) => void,
  ) {}

  readonly answered = (one: Answered): void => {
    this.lines +=
      `{"time":"${new Date().toISOString()}","level":"info","service":"${this.service}","msg":"request",` +
      `"requestId":${JSON.stringify(one.requestId)},"client":${JSON.stringify(one.client)},"method":${JSON.stringify(one.method)},` +
      `"host":${JSON.stringify(one.host)},"target":${JSON.stringify(one.target)},"status":${one.status},` +
      `"to":${JSON.stringify(one.service)},"upstream":${JSON.stringify(one.upstream)},"failure":${JSON.stringify(one.failure)},` +
      `"tries":${one.tries},"ms":${one.milliseconds.toFixed(1)},"bytes":${one.bytesOut},"bytesIn":${one.bytesIn},` +
      `"protocol":"${one.protocol}","userAgent":${JSON.stringify(one.userAgent)},"referer":${JSON.stringify(one.referer)},` +
      `"traceparent":${JSON.stringify(one.traceparent)},"reason":${JSON.stringify(one.reason)}}\n`;
    if (this.lines.length >= BATCH) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), DELAY_MS).unref();
  };

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.lines === '') return;
    const lines = this.lines;
    this.lines = '';
    this.write(lines);
  }
}
