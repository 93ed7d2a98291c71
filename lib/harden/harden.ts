import { diffManifests, type Change } from '../manifests/diff';
import { SourceEditor, type Compiler, type Files } from './edit/source-edit';
import type { Decisions, Lack, Made, Question } from './question';
import { OPTIONAL, QUESTIONS } from './questions';

/** What a project makes for an environment, and the file that has it. */
export interface Synthesis {
  readonly environment: string | undefined;
  readonly objects: readonly Made[];
}

/** A project, and what it takes to change it. */
export interface Project {
  readonly files: Files;
  readonly compiler: Compiler;
  readonly synthesize: (files: Files) => readonly Synthesis[];
  readonly decisions: Decisions;
}

/** The answer to one question. */
export interface Answer {
  readonly question: Question;
  /** Objects that lack something, each once. */
  readonly lacking: readonly string[];
  /** Those of them that an edit mends. */
  readonly mendable: readonly string[];
}

/** One step: code that changes, and what that does to the cluster. */
export interface Step {
  readonly question: Question;
  readonly files: Files;
  /** Objects that were mended. */
  readonly mended: readonly string[];
  /** Objects whose code was not found where edits can be made. */
  readonly byHand: readonly string[];
  readonly changes: readonly { readonly environment: string | undefined; readonly changes: readonly Change[] }[];
}

/** Asks all questions about what a project makes. */
export function review(project: Project): Answer[] {
  const all = project.synthesize(project.files);
  return QUESTIONS.map((question) => {
    const lacks = lacksOf(question, all, project.decisions);
    const mendable = lacks.filter(({ edits }) => edits.length > 0);
    return { question, lacking: objectsOf(lacks), mendable: objectsOf(mendable) };
  });
}

/** Whether nothing is lacking that has to be there. */
export const isReady = (answers: readonly Answer[]): boolean =>
  answers.every(({ question, lacking }) => lacking.length === 0 || OPTIONAL.has(question));

/** Makes the changes of one question, in the text of the files alone; undefined where there is nothing to be changed. */
export function stepOf(project: Project, question: Question): Step | undefined {
  const before = project.synthesize(project.files);
  const lacks = lacksOf(question, before, project.decisions).filter(({ edits }) => edits.length > 0);
  if (lacks.length === 0) return undefined;
  const editor = new SourceEditor(project.compiler, project.files);
  const done = new Set<string>();
  const byHand: string[] = [];
  const mended: string[] = [];
  for (const { object, edits } of lacks) {
    // Environments share their code: what was written for one is there for all.
    const own = edits.filter((edit) => !done.has(keyOf(edit)));
    for (const edit of own) done.add(keyOf(edit));
    (own.every((edit) => editor.apply(edit)) ? mended : byHand).push(object);
  }
  const after = project.synthesize(editor.edited);
  const changes = before.map(({ environment, objects }, i) => ({
    environment,
    changes: diffManifests(
      objects.map(({ object }) => object),
      (after[i]?.objects ?? []).map(({ object }) => object),
    ),
  }));
  return { question, files: editor.edited, mended: unique(mended), byHand: unique(byHand), changes };
}

function lacksOf(question: Question, all: readonly Synthesis[], decisions: Decisions): Lack[] {
  return all.flatMap(({ objects }) => question.lacks(objects, decisions));
}

const keyOf = (edit: Lack['edits'][number]): string =>
  'behind' in edit ? `${edit.behind} + ${edit.kind} ${edit.id}` : [edit.id, ...edit.path].join(' ');

const objectsOf = (lacks: readonly Lack[]): string[] => unique(lacks.map(({ object }) => object));
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
