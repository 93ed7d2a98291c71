/**
 * What the compiler makes of `build`: templates over values, without a word of Helm. The meaning of each node is
 * its evaluation in evaluate.ts; outputs/helm writes the same meaning as Go templates.
 */
import type { Json } from '../manifests/manifest';
import type { FunctionName } from './functions';

/**
 * Where a value comes from. `scope` 0 are the chart's values (and the release); scope n is the element of the n-th
 * `each` around the place, counted from outside.
 */
export type Ref =
  | { readonly from: 'release'; readonly field: 'name' | 'namespace' | 'service' }
  | {
      readonly from: 'value';
      readonly scope: number;
      readonly path: readonly (string | number)[];
      /** Of a list: how it is gone over, in place of as it is. */
      readonly views?: readonly ListView[];
    }
  | { readonly from: 'index'; readonly scope: number }
  | { readonly from: 'key'; readonly scope: number };

/** Another way of going over a list: each item once, or texts in the order of their code points; or so by what is said of each item. */
export type ListView = 'distinct' | 'sorted' | KeyedView;

/** Items each once, or in order, by what an expression says of them, which are at scope 1. */
export interface KeyedView {
  readonly view: 'distinct' | 'sorted';
  readonly by: Expr;
  /** The greatest first; those that are the same stay as they are. */
  readonly reversed?: boolean;
  /** Of those that are the same the last one: the first one otherwise. */
  readonly last?: boolean;
}

/** Functions of texts that both sides have; see functions.ts for what they do. */
export type TextFunction =
  'same' | 'lower' | 'upper' | 'trim' | 'trimSlashes' | 'trimEndSlashes' | 'trimStartSlashes' | 'escapeJson' | 'base64';

/**
 * One value, computed from references. `affine` is `factor · n + add`; `length` counts the items of a list or map; `call` is
 * one of the functions of functions.ts.
 */
export type Expr<R = Ref> =
  | { readonly e: 'ref'; readonly ref: R; readonly apply?: TextFunction }
  | { readonly e: 'affine'; readonly ref: R; readonly factor: number; readonly add: number }
  | { readonly e: 'length'; readonly ref: R }
  | { readonly e: 'not'; readonly ref: R }
  | { readonly e: 'const'; readonly value: Scalar }
  | Call<R>
  | Among<R>
  | Joined;

/** The lines of a sequence as one text. Where none are left out or repeated under conditions, a line says it without this. */
export interface Joined {
  readonly e: 'joined';
  readonly items: Seq<Line>;
  readonly separator: string;
}

/**
 * What is asked of the elements of a list or map of which something holds: whether there are some, whether all are such ones, how
 * many there are; what the first or last of them has at `of`; the sum of what they have there, the greatest or the least.
 */
export interface Among<R = Ref> {
  readonly e: 'among';
  readonly ask: 'some' | 'every' | 'count' | 'first' | 'last' | 'sum' | 'max' | 'min';
  readonly over: R;
  /** Said of an element, which is at scope 1 whatever the place is in. */
  readonly when: Cond;
  /** From the element to what is asked for. */
  readonly of?: readonly string[];
  /** What is counted of an element in place of that, said as `when` is. */
  readonly item?: Expr;
  /** What the greatest or the least are compared with, too. */
  readonly start?: number;
}

/** What always holds. */
export const EVERY: Cond = { op: 'and', of: [] };

export interface Call<R = Ref> {
  readonly e: 'call';
  readonly fn: FunctionName;
  readonly args: readonly Expr<R>[];
}

export type Scalar = string | number | boolean;

/** What a choice looks at. */
export type Test =
  | { readonly is: 'true'; readonly ref: Ref }
  | { readonly is: 'present'; readonly ref: Ref }
  | { readonly is: 'filled'; readonly ref: Ref; readonly apply?: TextFunction }
  | { readonly is: 'equals'; readonly ref: Ref; readonly value: string | number | boolean }
  /** Number greater than `bound`; exact only when `known` is the next greater value that was tried. */
  | { readonly is: 'above'; readonly ref: Ref; readonly bound: number; readonly known: number }
  | { readonly is: 'has'; readonly ref: Ref; readonly key: string }
  /** A computed truth. */
  | { readonly is: 'holds'; readonly call: Call | Among };

export type Cond =
  | { readonly op: 'test'; readonly test: Test }
  | { readonly op: 'not'; readonly of: Cond }
  | { readonly op: 'and'; readonly of: readonly Cond[] }
  | { readonly op: 'or'; readonly of: readonly Cond[] };

/** A sequence whose parts may depend on choices or be repeated. */
export type Seq<T> = readonly Step<T>[];
export type Step<T> =
  | { readonly s: 'one'; readonly item: T }
  | { readonly s: 'if'; readonly when: Cond; readonly then: Seq<T>; readonly else: Seq<T> }
  | {
      readonly s: 'each';
      readonly over: Ref;
      /** Keys of a record that are left out, because the place has them as fixed ones. */
      readonly omit: readonly string[];
      readonly body: Seq<T>;
      /** Between the repetitions. */
      readonly separator?: Seq<T>;
    };

/** Part of a line of text. */
export type Part = string | Expr;
export type Line = Seq<Part>;

export interface Entry {
  readonly key: Line;
  readonly node: Node;
}

export type Node =
  | { readonly n: 'literal'; readonly value: Json }
  /** The value itself, of any JSON type. */
  | { readonly n: 'value'; readonly expr: Expr }
  /** Lines, joined by line feeds. */
  | { readonly n: 'text'; readonly lines: Seq<Line> }
  | { readonly n: 'map'; readonly entries: Seq<Entry> }
  | { readonly n: 'list'; readonly items: Seq<Node> }
  | { readonly n: 'choice'; readonly when: Cond; readonly then: Node; readonly else: Node }
  /** A hash in hex, or its first characters, or base64 of a text. */
  | { readonly n: 'digest'; readonly of: Node; readonly with: 'sha256' | 'sha1' | 'base64'; readonly length?: number };

/** Objects by construct path; an entry's key is no part of the output. */
export interface CompiledTemplates {
  readonly objects: Seq<Entry>;
  readonly notes?: Node;
  readonly test?: Node;
  /** What is said where values are refused; null where they are taken. */
  readonly refusal?: Node;
}

/** Everything of the templates that is no object. */
export const besideObjects = ({ notes, test, refusal }: CompiledTemplates): readonly Node[] =>
  [notes, test, refusal].filter((node) => node !== undefined);

export const one = <T>(item: T): Step<T> => ({ s: 'one', item });
export const literalLine = (text: string): Line => (text === '' ? [] : [one<Part>(text)]);
