import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  valueFromAST,
} from 'graphql';

function read(input: GraphQLArgument | GraphQLInputField): void {
  const literal = input.astNode?.defaultValue;
  if (literal !== undefined && literal !== null) input.defaultValue = valueFromAST(literal, input.type);
}

/** Inner input objects first: a default of an outer one is filled up with theirs. */
function readInput(type: GraphQLInputObjectType, seen: Set<string>): void {
  if (seen.has(type.name)) return;
  seen.add(type.name);
  for (const field of Object.values(type.getFields())) {
    const inner = getNamedType(field.type);
    if (isInputObjectType(inner)) readInput(inner, seen);
    read(field);
  }
}

/**
 * Reads the SDL's default values again. They were read when the schema was built, before our scalars and enum values
 * were put in: `= "1h"` of a Duration would reach the resolver as text, `= MINOR` as the name.
 */
export function readDefaultsAgain(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
  const seen = new Set<string>();
  for (const type of types) if (isInputObjectType(type)) readInput(type, seen);
  for (const type of types) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) field.args.forEach(read);
  }
}
