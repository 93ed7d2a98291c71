import ts from 'typescript';

/**
 * Refuses casts that only take `undefined` away (`list[0] as Item`, `map.get(key)!`): `noUncheckedIndexedAccess` is right
 * until something was looked at. A cast that changes the type as well is another matter.
 */
export const narrowingRule = {
  meta: {
    type: 'problem',
    messages: {
      cast: 'This cast takes undefined away without looking. Narrow it: `const [first] = list`, `?? …`, or `if (!value) …`.',
    },
    schema: [],
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    // Texts that are linted without a project have no types.
    if (!services?.program) return {};
    const checker = services.program.getTypeChecker();
    const look = (node) => {
      const from = services.getTypeAtLocation(node.expression);
      const to = services.getTypeAtLocation(node);
      if (!mayBeUndefined(from) || mayBeUndefined(to) || to.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return;
      const rest = checker.getNonNullableType(from);
      if (checker.typeToString(rest) === checker.typeToString(to)) context.report({ node, messageId: 'cast' });
    };
    return { TSAsExpression: look, TSNonNullExpression: look };
  },
};

const mayBeUndefined = (type) =>
  type.isUnion() ? type.types.some(mayBeUndefined) : (type.flags & ts.TypeFlags.Undefined) !== 0;
