/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** The parts of YAML's grammar, as libyaml names them. */
export type TokenType =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** A piece of YAML and where it begins. */
export interface Token {
  readonly type: TokenType;
  /** From 1. */
  readonly line: number;
  /** Text of a scalar; name of an anchor, alias or directive; handle of a tag. */
  readonly value: string;
  /** Suffix of a tag; prefix of a %TAG directive; version of a %YAML directive. */
  readonly suffix?: string;
  readonly style?: ScalarStyle;
}
