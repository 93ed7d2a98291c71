import fs from 'node:fs';
import path from 'node:path';
import type { Kubectl } from './kubectl';
import { check } from './steps';

/** So many requests a second, for so many seconds. */
export type Phase = readonly [seconds: number, rate: number];

/** What a paced load found. */
export interface Paced {
  /** Requests sent in each second. */
  readonly sent: readonly number[];
  readonly failed: number;
  readonly failures: Readonly<Record<string, number>>;
  /** When it began, in milliseconds since 1970. */
  readonly began: number;
}

interface LoadPod {
  readonly status: {
    readonly phase?: string;
    readonly containerStatuses?: readonly {
      readonly state: { readonly terminated?: { readonly startedAt: string } };
    }[];
  };
}

const script = fs.readFileSync(path.join(__dirname, 'paced-load.js'), 'utf8');

/**
 * Sends requests at a given pace, in a pod of its own: what it found is in its log, so that no connection to the
 * cluster has to last as long as it does.
 */
export async function pacedLoad(
  kubectl: Kubectl,
  request: { readonly image: string; readonly url: string; readonly host: string; readonly expected: string },
  phases: readonly Phase[],
): Promise<Paced> {
  const { image, url, host, expected } = request;
  const securityContext = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    runAsUser: 10001,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const command = ['node', '-e', script, url, host, JSON.stringify(phases), expected];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'load', labels: { app: 'load' } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'load', image, command, securityContext }],
    },
  };
  await kubectl.run(['delete', 'pod', 'load', '--ignore-not-found']);
  await kubectl.run(['apply', '--filename', '-'], JSON.stringify(pod));
  const seconds = phases.reduce((sum, [of]) => sum + of, 0);
  for (const end = Date.now() + (seconds + 120) * 1000; ;) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const { code, stdout } = await kubectl.try(['get', 'pod', 'load', '--output', 'json']);
    const { phase, containerStatuses } = code === 0 ? (JSON.parse(stdout) as LoadPod).status : {};
    if (phase === 'Succeeded') {
      const log = JSON.parse(await kubectl.run(['logs', 'load'])) as Omit<Paced, 'began'>;
      return { ...log, began: Date.parse(containerStatuses?.[0]?.state.terminated?.startedAt ?? '') };
    }
    check(
      phase !== 'Failed' && Date.now() < end,
      `the load's pod is ${phase}: ${(await kubectl.try(['logs', 'load'])).stdout}`,
    );
  }
}
