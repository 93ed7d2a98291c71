import { autoscaling } from './autoscaling';
import { adopted } from './adopted';
import { ansibleOnCluster } from './ansible';
import { availability } from './availability';
import { checksOnCluster } from './checks';
import { Client } from './client';
import { compatOnCluster } from './compat';
import { useCluster } from './cluster';
import { foundation } from './foundation';
import { helmOnCluster } from './helm';
import { incidents } from './incidents';
import { Kubectl } from './kubectl';
import { packagedCharts } from './packaged-charts';
import { planOnCluster } from './plan';
import { polls } from './polls';
import { registryOnCluster } from './registry';
import { Steps } from './steps';
import { switchOn } from './switch-on';

/** One suite, and the namespace that it makes anew. */
interface Suite {
  readonly namespace: string;
  run(steps: Steps, kubectl: Kubectl): Promise<void>;
}

const client = (kubectl: Kubectl): Client => new Client(kubectl, 'chartwright/echo:0.1.0');

/** The cluster suite: `npm run test:cluster [-- SUITE…]`. Prints a table and ends with `N passed, N failed`. */
const suites: Readonly<Record<string, Suite>> = {
  foundation: {
    namespace: 'chartwright-foundation',
    run: (steps, kubectl) => foundation(steps, kubectl, client(kubectl)),
  },
  helm: { namespace: 'chartwright-helm', run: (steps, kubectl) => helmOnCluster(steps, kubectl, client(kubectl)) },
  availability: {
    namespace: 'chartwright-availability',
    run: (steps, kubectl) => availability(steps, kubectl, client(kubectl)),
  },
  autoscaling: { namespace: 'chartwright-autoscaling', run: autoscaling },
  incidents: {
    namespace: 'chartwright-incidents',
    run: (steps, kubectl) => incidents(steps, kubectl, client(kubectl)),
  },
  'switch-on': {
    namespace: 'chartwright-switch-on',
    run: (steps, kubectl) => switchOn(steps, kubectl, client(kubectl)),
  },
  polls: { namespace: 'polls-test', run: polls },
  ansible: { namespace: 'chartwright-ansible', run: ansibleOnCluster },
  plan: { namespace: 'chartwright-plan', run: planOnCluster },
  adopted: {
    namespace: 'chartwright-adopted',
    run: (steps, kubectl) => adopted(steps, kubectl, client(kubectl)),
  },
  registry: { namespace: 'chartwright-registry', run: registryOnCluster },
  checks: { namespace: 'chartwright-checks', run: checksOnCluster },
  compat: { namespace: 'chartwright-compat', run: compatOnCluster },
};

/** Runs a suite. Its namespace goes when all was well; otherwise it stays, to be looked at. */
async function runSuite(name: string, steps: Steps): Promise<void> {
  const suite = suites[name] as Suite;
  const kubectl = new Kubectl(suite.namespace);
  const own = steps.suite(name);
  await suite.run(own, kubectl);
  if (own.failed === 0) await kubectl.try(['delete', 'namespace', suite.namespace, '--wait=false']);
}

/**
 * What runs beside what, since suites mostly wait: lanes of a phase beside each other, the suites of a lane in turn. One
 * measures processor time and one stops a node; each of them is alone.
 */
const phases: readonly (readonly (readonly string[])[])[] = [
  [['foundation', 'registry', 'ansible', 'plan', 'switch-on'], ['polls', 'helm', 'checks', 'compat'], ['incidents']],
  [['autoscaling']],
  [['availability']],
  [['adopted']],
];

/** Suites that run when they are named: they have to be alone on a machine. */
const BY_NAME: ReadonlySet<string> = new Set(['adopted']);

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    console.error(`test:cluster: no suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
    process.exit(2);
  }
  const steps = new Steps();
  await useCluster(steps);
  // Beside the first suites, which wait for the cluster. Who needs them says what went wrong.
  if (wanted.length === 0) packagedCharts().catch(() => undefined);
  for (const lanes of phases) {
    await Promise.all(
      lanes.map(async (lane) => {
        for (const name of lane)
          if (wanted.includes(name) || (wanted.length === 0 && !BY_NAME.has(name))) await runSuite(name, steps);
      }),
    );
  }
  console.log(`\n${steps.table()}\n\n${steps.passed} passed, ${steps.failed} failed`);
  process.exitCode = steps.failed > 0 ? 1 : 0;
}

void main();
