import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import YAML from 'yaml';
import { INHIBITIONS, type AlertMatcher } from '../../../lib/monitoring/inhibition';
import { ensureDebianPackage } from '../../apps/reverse-proxy/fixture/debian-package';
import { freePort } from '../../apps/reverse-proxy/fixture/server-process';

const ALERTMANAGER = '/usr/bin/prometheus-alertmanager';

/** What somebody gets: a page for `critical`, a ticket for `warning`. */
export interface Notification {
  readonly labels: Readonly<Record<string, string>>;
  readonly summaries: readonly string[];
}

interface Webhook {
  readonly status: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly alerts: readonly { readonly status: string; readonly annotations: Readonly<Record<string, string>> }[];
}

export interface RunningAlertmanager {
  readonly address: string;
  /** All notifications of something that fires. */
  readonly notifications: readonly Notification[];
  stop(): Promise<void>;
}

const matcher = ({ name, value, matchType }: AlertMatcher): string => `${name}${matchType}${JSON.stringify(value)}`;

/** A real Alertmanager with the library's inhibitions, and somebody who is told. */
export async function startAlertmanager(): Promise<RunningAlertmanager> {
  ensureDebianPackage('prometheus-alertmanager', ALERTMANAGER);
  const notifications: Notification[] = [];
  const receiver = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { status, groupLabels, alerts } = JSON.parse(body) as Webhook;
      const firing = alerts.filter((alert) => alert.status === 'firing');
      if (status === 'firing')
        notifications.push({
          labels: groupLabels,
          summaries: firing.map(({ annotations }) => annotations.summary ?? ''),
        });
      response.end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alertmanager-'));
  const file = path.join(folder, 'alertmanager.yaml');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const config = {
    route: {
      receiver: 'somebody',
      group_by: ['alertname', 'severity', 'namespace', 'job', 'service'],
      // What explains an alert may take a minute longer.
      group_wait: '1m',
      group_interval: '5m',
      repeat_interval: '4h',
    },
    receivers: [{ name: 'somebody', webhook_configs: [{ url, send_resolved: false }] }],
    inhibit_rules: INHIBITIONS.map(({ source, target, equal }) => ({
      source_matchers: source.map(matcher),
      target_matchers: target.map(matcher),
      equal,
    })),
  };
  fs.writeFileSync(file, YAML.stringify(config));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const own = [`--config.file=${file}`, `--storage.path=${folder}`, `--web.listen-address=${address}`];
  const child = spawn(ALERTMANAGER, [...own, '--cluster.listen-address=', '--log.level=warn'], { stdio: 'inherit' });
  const ended = once(child, 'close');
  return {
    address,
    notifications,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      receiver.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
