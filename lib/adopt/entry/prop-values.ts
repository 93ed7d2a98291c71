import type ts from 'typescript';
import { textLiteral, memberKey } from '../code/text';
import type { Compiler } from './env-reads';
import { numberSchema, textSchemas } from './settings';

/** A value of the chart that stands for a prop. */
export interface PropValue {
  readonly name: string;
  /** Schemas, the most general one first. */
  readonly schemas: readonly string[];
  /** What they need from `chartwright/values`. */
  readonly imports: readonly string[];
  /** `.default('a')`, `.optional()`, or nothing for what has to be given or is a section. */
  readonly end: string;
  readonly description: string;
  /** Code that makes the prop of the value, where it is not the value itself; `$` stands for the value. */
  readonly code?: string;
  /** What that code needs: names by module. */
  readonly needs: Readonly<Record<string, string>>;
  /** The prop as the call in the project gives it, as code that stands alone; undefined: it does not. */
  readonly fixed?: string;
  readonly isRequired: boolean;
}

/** A prop that no value can stand for. */
export interface LeftProp {
  readonly name: string;
  readonly type: string;
  readonly fixed?: string;
  readonly isRequired: boolean;
}

/** What was found for a type. */
interface SchemaOfType {
  readonly schemas: readonly string[];
  readonly imports: readonly string[];
  readonly needs: Readonly<Record<string, string>>;
  readonly code?: string;
  /** What is given, as the value says it. */
  readonly literal?: string;
  /** Whether it is a section: its members have the defaults. */
  readonly section?: boolean;
  /** What an amount counts. */
  readonly unit?: string;
}

/** Reads the types of props. */
export class PropReader {
  constructor(
    private readonly compiler: Compiler,
    private readonly checker: ts.TypeChecker,
    private readonly at: ts.Node,
    /** Whether a file is the author's own: of a package's types only what is given counts. */
    private readonly isOwn: (file: string) => boolean,
  ) {}

  /** The props of a type, with what an object literal gives for them. */
  read(
    type: ts.Type,
    given: ts.Expression | undefined,
    defaults: ReadonlyMap<string, ts.Expression> = new Map(),
  ): (PropValue | LeftProp)[] {
    const literal = given && this.compiler.isObjectLiteralExpression(given) ? given : undefined;
    return this.checker.getPropertiesOfType(this.checker.getNonNullableType(type)).flatMap((member) => {
      const own = (member.declarations ?? []).some((one) => this.isOwn(one.getSourceFile().fileName));
      const expression = (literal && this.memberOf(literal, member.name)) ?? defaults.get(member.name);
      if (!own && !expression) return [];
      return [this.member(member, expression)];
    });
  }

  /** A value for one type under a name. */
  value(
    name: string,
    type: ts.Type,
    isOptional: boolean,
    given: ts.Expression | undefined,
    documentation: string,
  ): PropValue | LeftProp {
    const fixed = given && this.isLiteral(given) ? given.getText() : undefined;
    const isRequired = !isOptional;
    const found = this.schema(name, type, given, 0);
    if (!found) return { name, type: this.checker.typeToString(type), fixed, isRequired };
    const { section, unit, ...rest } = found;
    const literal = found.literal ?? fixed;
    const end =
      section && given
        ? ''
        : literal !== undefined && !section
          ? `.default(${literal})`
          : isOptional
            ? '.optional()'
            : '';
    return {
      name,
      fixed,
      isRequired,
      end,
      description: [documentation, unit && `In ${unit}.`].filter(Boolean).join(' '),
      ...rest,
    };
  }

  private member(member: ts.Symbol, given: ts.Expression | undefined): PropValue | LeftProp {
    const type = this.checker.getTypeOfSymbolAtLocation(member, this.at);
    const isOptional = (member.flags & this.compiler.SymbolFlags.Optional) !== 0;
    const text = this.compiler
      .displayPartsToString(member.getDocumentationComment(this.checker))
      .replace(/\s+/g, ' ')
      .trim();
    return this.value(member.name, type, isOptional, given, text);
  }

  private schema(
    name: string,
    withUndefined: ts.Type,
    given: ts.Expression | undefined,
    depth: number,
  ): SchemaOfType | undefined {
    const { TypeFlags } = this.compiler;
    const type = this.checker.getNonNullableType(withUndefined);
    const plain = (...schemas: string[]) => ({ schemas, imports: [], needs: {} });
    const literal =
      given && (this.compiler.isStringLiteralLike(given) || this.compiler.isNumericLiteral(given))
        ? given.text
        : undefined;
    const members = type.isUnion() ? type.types : [type];
    if (members.every(({ flags }) => flags & TypeFlags.BooleanLike)) return plain('z.boolean()');
    if (type.flags & TypeFlags.EnumLike || members.every(({ flags }) => flags & TypeFlags.EnumLiteral))
      return this.enumeration(type, members, given);
    if (members.every((one) => one.isStringLiteral()))
      return plain(`z.enum([${members.map((one) => textLiteral(one.value)).join(', ')}])`);
    if (type.flags & TypeFlags.String) return { ...textSchemas(name, literal), needs: {} };
    if (type.flags & TypeFlags.Number) return plain(numberSchema(name, literal));
    if (type.isUnion()) {
      const kind =
        literal !== undefined && given && this.compiler.isNumericLiteral(given) ? TypeFlags.Number : TypeFlags.String;
      const one =
        members.find(({ flags }) => flags & kind) ??
        members.find(({ flags }) => flags & (TypeFlags.String | TypeFlags.Number));
      return one && this.schema(name, one, given, depth);
    }
    const known = QUANTITIES[type.symbol?.name ?? ''];
    if (known && type.isClass()) return this.quantity(known, type, given);
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      const inner = item && this.schema(name.replace(/s$/, ''), item, undefined, depth + 1);
      return inner && inner.code === undefined
        ? { ...inner, schemas: inner.schemas.map((one) => `z.array(${one})`), literal: undefined, section: false }
        : undefined;
    }
    const index = type.getStringIndexType();
    if (index) {
      const inner = this.schema(name, index, undefined, depth + 1);
      return inner && inner.code === undefined
        ? {
            ...inner,
            schemas: inner.schemas.map((one) => `z.record(z.string(), ${one})`),
            literal: undefined,
            section: false,
          }
        : undefined;
    }
    if (depth >= DEEPEST || type.isClass() || type.getCallSignatures().length > 0 || !(type.flags & TypeFlags.Object))
      return undefined;
    return this.section(type, given);
  }

  /** A section of values; undefined where one of its members has to be there and can't be a value. */
  private section(type: ts.Type, given: ts.Expression | undefined) {
    const members = this.read(type, given);
    const values = members.filter((one): one is PropValue => 'schemas' in one && one.code === undefined);
    const missing = members.some((one) => one.isRequired && !values.some((value) => value === one));
    const unsaid = members.some((one) => one.fixed !== undefined && !values.some((value) => value === one));
    if (values.length === 0 || missing || unsaid || (given && !this.isLiteral(given))) return undefined;
    const code = (pick: (value: PropValue) => string): string =>
      `z.object({ ${values.map((value) => `${memberKey(value.name)}: ${pick(value)}${value.end}`).join(', ')} })`;
    return {
      schemas: [code(({ schemas: [general = ''] }) => general), code(({ schemas }) => schemas.at(-1) ?? '')],
      imports: values.flatMap(({ imports }) => imports),
      needs: {},
      section: true,
    };
  }

  private enumeration(type: ts.Type, members: readonly ts.Type[], given: ts.Expression | undefined) {
    const names = members.map((one) => one.symbol.name);
    const parent =
      type.flags & this.compiler.TypeFlags.EnumLiteral && !type.isUnion()
        ? undefined
        : (type.symbol ?? members[0]?.symbol);
    const from = parent?.declarations?.[0]?.getSourceFile().fileName;
    if (!parent || from === undefined || names.length < 2) return undefined;
    const literal = given && this.compiler.isPropertyAccessExpression(given) ? textLiteral(given.name.text) : undefined;
    const { code, module } = { code: `${parent.name}[$]`, module: from };
    return {
      schemas: [`z.enum([${names.map(textLiteral).join(', ')}])`],
      imports: [] as string[],
      code,
      needs: { [parent.name]: module },
      literal,
    };
  }

  private quantity({ unit, make, of }: Quantity, type: ts.Type, given: ts.Expression | undefined) {
    const from = type.symbol.declarations?.[0]?.getSourceFile().fileName;
    if (from === undefined) return undefined;
    const call = given && this.compiler.isCallExpression(given) ? given : undefined;
    const method = call && this.compiler.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '';
    const [amount] = call?.arguments ?? [];
    const factor = of[method];
    const literal =
      factor !== undefined && amount && this.compiler.isNumericLiteral(amount)
        ? String(Number(amount.text) * factor)
        : undefined;
    if (given && literal === undefined) return undefined;
    const name = type.symbol.name;
    return {
      schemas: [`z.int().min(1).max(${unit === 'GiB' ? 100_000 : 1_000_000})`],
      imports: [] as string[],
      code: `${name}.${make}($)`,
      needs: { [name]: from },
      literal,
      unit,
    };
  }

  private memberOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
    for (const one of literal.properties)
      if (this.compiler.isPropertyAssignment(one) && one.name.getText().replace(/^['"]|['"]$/g, '') === name)
        return one.initializer;
    return undefined;
  }

  /** Whether an expression says the same wherever it stands. */
  private isLiteral(node: ts.Expression): boolean {
    const { compiler } = this;
    if (compiler.isStringLiteralLike(node) || compiler.isNumericLiteral(node)) return true;
    if (node.kind === compiler.SyntaxKind.TrueKeyword || node.kind === compiler.SyntaxKind.FalseKeyword) return true;
    if (compiler.isArrayLiteralExpression(node)) return node.elements.every((one) => this.isLiteral(one));
    if (!compiler.isObjectLiteralExpression(node)) return false;
    return node.properties.every((one) => compiler.isPropertyAssignment(one) && this.isLiteral(one.initializer));
  }
}

interface Quantity {
  readonly unit: string;
  readonly make: string;
  readonly of: Readonly<Record<string, number>>;
}

/** Classes that stand for an amount, by the unit that its value counts in. */
const QUANTITIES: Readonly<Record<string, Quantity>> = {
  Size: { unit: 'GiB', make: 'gibibytes', of: { gibibytes: 1, tebibytes: 1024 } },
  Duration: { unit: 'seconds', make: 'seconds', of: { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } },
  Cpu: { unit: 'thousandths of a CPU', make: 'millis', of: { millis: 1, units: 1000 } },
};

const DEEPEST = 3;
