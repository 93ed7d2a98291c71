import { Command } from 'commander';
import fs from 'node:fs';
import path from 'node:path';
import { isReady, review, stepOf, type Project } from '../harden/harden';
import type { Question } from '../harden/question';
import { QUESTIONS } from '../harden/questions';
import { reviewTable, stepText } from '../harden/table';
import { writeFiles } from '../outputs/write';
import { nearest } from '../values/nearest';
import { synthesizeProject } from './adopt-run';
import { EXIT, withHelp } from './help';
import { compilerOf } from './project-compiler';

interface HardenOptions {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly user?: string;
  readonly project: string;
}

/** `chartwright harden`: from equal to production ready, in reviewable steps. */
export function hardenCommand(): Command {
  const command = new Command('harden')
    .description('what a project lacks for production, and the code that mends it, step by step')
    .argument('[step...]', 'which steps are made; none: the table of all questions')
    .option('--all', 'make every step that needs no decision')
    .option('--dry-run', 'show code and consequences, and write nothing')
    .option('--user <uid>', "user that images of your own run as (USER in their Dockerfile), for 'non-root'")
    .option('--project <folder>', 'the project: chart.ts, values/, as adopt makes it', '.')
    .action((steps: string[], options: HardenOptions) => run(steps, options));
  return withHelp(command, {
    examples: [
      ['chartwright harden', 'the questions of a review, with answers'],
      ['chartwright harden probes', 'one step: the code, and what it does to the cluster'],
      ['chartwright harden --all --user 10001', 'all steps that need no other decision'],
    ],
    success: 'production ready, or the steps were made',
    problem: 'questions are open; or the project cannot be read or synthesized',
  });
}

function run(names: readonly string[], options: HardenOptions): void {
  const questions = options.all ? QUESTIONS : names.map(questionOf);
  let project = projectAt(options);
  for (const question of questions) {
    const step = stepOf(project, question);
    if (!step) {
      if (!options.all) console.log(`${question.name}: ${nothingToDo(project, question)}`);
      continue;
    }
    console.log(stepText(step, project.files));
    project = { ...project, files: step.files };
  }
  if (questions.length > 0 && options.dryRun !== true) write(options.project, project);
  const answers = review(project);
  if (questions.length === 0 || options.all) console.log(`${questions.length > 0 ? '\n' : ''}${reviewTable(answers)}`);
  if (questions.length === 0 && !isReady(answers)) process.exitCode = EXIT.problem;
}

function nothingToDo(project: Project, question: Question): string {
  const found = question.lacks(
    project.synthesize(project.files).flatMap(({ objects }) => objects),
    project.decisions,
  );
  return found.length === 0 ? 'nothing is lacking.' : `yours to decide. ${question.advice}`;
}

function questionOf(name: string): Question {
  const found = QUESTIONS.find((question) => question.name === name);
  if (found) return found;
  const all = QUESTIONS.map((question) => question.name);
  const meant = nearest(name, all);
  throw new Error(
    `There is no step '${name}'. ${meant ? `Did you mean '${meant}'?` : `There are: ${all.join(', ')}.`}`,
  );
}

function projectAt({ project: folder, user }: HardenOptions): Project {
  if (user !== undefined && !/^[1-9]\d{0,9}$/.test(user))
    throw new Error(`--user ${user} is no user id. Allowed: a number over 0, as USER in the Dockerfile has it.`);
  const files = new Map<string, string>();
  for (const below of ['.', 'values']) {
    const at = path.join(folder, below);
    if (!fs.existsSync(at)) continue;
    for (const name of fs.readdirSync(at).filter((one) => /\.(ts|ya?ml)$/.test(one)))
      files.set(path.join(below, name), fs.readFileSync(path.join(at, name), 'utf8'));
  }
  if (!files.has('chart.ts')) throw new Error(`There is no chart.ts in ${folder}. Give the project: --project FOLDER.`);
  return {
    files,
    compiler: compilerOf(folder),
    synthesize: synthesizeProject,
    decisions: user === undefined ? {} : { user: Number(user) },
  };
}

/** Writes code that changed, and `dist/` anew. */
function write(folder: string, { files, synthesize: _synthesize }: Project): void {
  const code = [...files].filter(([file, text]) => fs.readFileSync(path.join(folder, file), 'utf8') !== text);
  const dist = synthesizeProject(files).flatMap(({ environment, text }): [string, string][] => {
    const at = path.join('dist', environment ?? '');
    const [known] = fs.existsSync(path.join(folder, at))
      ? fs.readdirSync(path.join(folder, at)).filter((one) => one.endsWith('.k8s.yaml'))
      : [];
    return known === undefined ? [] : [[path.join(at, known), text]];
  });
  if (code.length > 0) writeFiles(folder, new Map([...code, ...dist]));
}
