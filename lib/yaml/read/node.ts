import type { ScalarStyle } from './token';

/** A text as it is written, before anybody says what it means. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly line: number;
  readonly value: string;
  readonly style: ScalarStyle;
  /** Written out, e.g. `!!str` as `tag:yaml.org,2002:str`; empty without one. */
  readonly tag: string;
}

/** A map; its keys may be anything. */
export interface MapNode {
  readonly kind: 'map';
  readonly line: number;
  readonly entries: { readonly key: YamlNode; readonly value: YamlNode }[];
}

/** A list. */
export interface ListNode {
  readonly kind: 'list';
  readonly line: number;
  readonly items: YamlNode[];
}

/** `*name`, and what has that name. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly line: number;
  readonly name: string;
  readonly target: YamlNode;
}

/** A part of a YAML document. */
export type YamlNode = ScalarNode | MapNode | ListNode | AliasNode;
