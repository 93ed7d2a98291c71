import type { KubeObject, Manifest } from '../manifest';
import { describePlace, type Place } from './place';

/** A text that may hold manifests, and what to call it. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** What is taken beside what `kubectl apply` takes. */
export interface ReadOptions {
  /** Objects with a `generateName` alone, which `kubectl create` takes. @default false */
  readonly generated?: boolean;
}

/** An object and where it is written; its `path` is the place in words. */
export interface ReadObject extends Manifest {
  readonly object: KubeObject;
  readonly place: Place;
  /** Text of its document, which fields can be found in: see {@link fieldLine}. */
  readonly document: DocumentText;
}

/** A document of a file, and the line that it begins in. */
export interface DocumentText {
  readonly text: string;
  readonly line: number;
}

/** Something that was found in a file, and where. */
export interface Finding {
  /** Name of the rule, e.g. `duplicate-key`; `no-object` is what has kind and apiVersion, and yet is none. */
  readonly rule: string;
  readonly place: Place;
  /** What is wrong and what to do, without the place. */
  readonly message: string;
}

/** What files hold. */
export interface Reading {
  /** In the order of the files and of the documents in them, Lists unpacked. */
  readonly objects: readonly ReadObject[];
  /** What kubectl takes, though hardly anybody means it: keys that stand twice, placeholders. */
  readonly warnings: readonly Finding[];
  /** What kubectl refuses, and what is no manifest at all. None of it is among the objects. */
  readonly problems: readonly Finding[];
}

/** `web.yaml:12: …`: a finding on one line. */
export function describeFinding({ place, message }: Finding): string {
  return `${describePlace(place)}: ${message}`;
}
