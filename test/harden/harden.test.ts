import ts from 'typescript';
import { synthesizeProject } from '../../lib/cli/adopt-run';
import { isReady, review, stepOf, type Project } from '../../lib/harden/harden';
import { QUESTIONS } from '../../lib/harden/questions';
import { reviewTable, stepText } from '../../lib/harden/table';
import { adoptInput } from '../adopt/fixture/adopt-input';

// Projects that are synthesized before and after each step.
jest.setTimeout(120_000);

function projectOf(input: string, user?: number): Project {
  const { files } = adoptInput(input).adoption;
  return { files, compiler: ts, synthesize: synthesizeProject, decisions: user === undefined ? {} : { user } };
}

const questionOf = (name: string) => QUESTIONS.find((question) => question.name === name) as (typeof QUESTIONS)[number];
const answerOf = (project: Project, name: string) => review(project).find(({ question }) => question.name === name);

/** The project after every step, with what could not be edited. */
function hardened(project: Project): { readonly project: Project; readonly byHand: readonly string[] } {
  const byHand: string[] = [];
  for (const question of QUESTIONS) {
    const step = stepOf(project, question);
    if (!step) continue;
    byHand.push(...step.byHand);
    project = { ...project, files: step.files };
  }
  return { project, byHand };
}

test.each(['django-postgres', 'flask-tutorial', 'express-two', 'kustomized', 'helm-output', 'optional-parts'])(
  '%s: after all steps, only what a person has to decide is open',
  (input) => {
    const { project, byHand } = hardened(projectOf(input, 10001));
    expect(byHand).toEqual([]);
    for (const { mendable } of review(project)) expect(mendable).toEqual([]);
  },
);

test('a project that nobody has to decide about is ready after all steps, and its table says so', () => {
  const before = projectOf('apart', 10001);
  expect(isReady(review(before))).toBe(false);
  const after = review(hardened(before).project);
  expect(isReady(after)).toBe(true);
  expect(reviewTable(after)).toContain('Production ready: yes.');
});

test('a step shows the lines that it adds, and what they do to the cluster', () => {
  const project = projectOf('django-postgres');
  const step = stepOf(project, questionOf('budget'));
  const text = stepText(step as NonNullable<typeof step>, project.files);
  expect(text).toContain("+     new Kube.PodDisruptionBudget(scope, 'django-budget', {");
  expect(text).toContain('selector: { matchLabels: django.selector }');
  expect(text).toContain('1 added');
  expect(text).not.toMatch(/^ .* - /m);
});

test('a step changes what it is about and no object beside', () => {
  const step = stepOf(projectOf('django-postgres'), questionOf('probes'));
  const changed = step?.changes.flatMap(({ changes }) =>
    changes.flatMap(({ fields }) => fields.map(({ field }) => field)),
  );
  expect(changed?.length).toBeGreaterThan(0);
  for (const field of changed ?? []) expect(field).toMatch(/(startup|readiness|liveness)Probe/);
});

test('images of your own run as the user that is said, known servers as theirs; else it is to be decided', () => {
  expect(answerOf(projectOf('django-postgres'), 'non-root')).toMatchObject({
    lacking: ['Deployment django', 'StatefulSet postgres'],
    mendable: ['StatefulSet postgres'],
  });
  const { project } = hardened(projectOf('django-postgres', 10001));
  const users = synthesizeProject(project.files).flatMap(({ objects }) =>
    objects.flatMap(({ object }) => /"runAsUser":(\d+)/.exec(JSON.stringify(object))?.[1] ?? []),
  );
  expect(users.sort()).toEqual(['10001', '999']);
});

test('code that no edit fits is told, and stays as it is', () => {
  const project = projectOf('apart', 10001);
  const files = new Map([...project.files].map(([file, text]) => [file, text.replaceAll("'backend',", '`backend`,')]));
  const step = stepOf({ ...project, files }, questionOf('resources'));
  expect(step?.byHand).toEqual(['Deployment backend']);
  expect(step?.mended).toEqual(['Deployment frontend']);
});
