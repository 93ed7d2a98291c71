import { autoscaling } from './autoscaling';
import { ansibleOnCluster } from './ansible';
import { availability } from './availability';
import { Client } from './client';
import { useCluster } from './cluster';
import { foundation } from './foundation';
import { helmOnCluster } from './helm';
import { Kubectl } from './kubectl';
import { polls } from './polls';
import { registryOnCluster } from './registry';
import { Steps } from './steps';

/** The cluster suite: `npm run test:cluster [-- SUITE…]`. Prints a table and ends with `N passed, N failed`. */
const suites: Record<string, (steps: Steps) => Promise<void>> = {
  foundation: async (steps) => {
    const kubectl = new Kubectl('chartwright-foundation');
    await foundation(steps, kubectl, new Client(kubectl, 'chartwright/echo:0.1.0'));
  },
  helm: async (steps) => {
    const kubectl = new Kubectl('chartwright-helm');
    await helmOnCluster(steps, kubectl, new Client(kubectl, 'chartwright/echo:0.1.0'));
  },
  availability: async (steps) => {
    const kubectl = new Kubectl('chartwright-availability');
    await availability(steps, kubectl, new Client(kubectl, 'chartwright/echo:0.1.0'));
  },
  autoscaling: (steps) => autoscaling(steps, new Kubectl('chartwright-autoscaling')),
  polls: (steps) => polls(steps, new Kubectl('polls-test')),
  ansible: (steps) => ansibleOnCluster(steps, new Kubectl('chartwright-ansible')),
  registry: (steps) => registryOnCluster(steps, new Kubectl('chartwright-registry')),
};

/**
 * What runs beside what, since suites mostly wait: lanes of a phase beside each other, the suites of a lane in turn. One
 * measures processor time and one stops a node; each of them is alone.
 */
const phases: readonly (readonly (readonly string[])[])[] = [
  [
    ['foundation', 'registry', 'ansible'],
    ['polls', 'helm'],
  ],
  [['autoscaling']],
  [['availability']],
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    console.error(`test:cluster: no suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
    process.exit(2);
  }
  const steps = new Steps();
  await useCluster(steps);
  for (const lanes of phases) {
    await Promise.all(
      lanes.map(async (lane) => {
        for (const name of lane)
          if (wanted.length === 0 || wanted.includes(name)) await suites[name]?.(steps.suite(name));
      }),
    );
  }
  console.log(`\n${steps.table()}\n\n${steps.passed} passed, ${steps.failed} failed`);
  process.exitCode = steps.failed > 0 ? 1 : 0;
}

void main();
