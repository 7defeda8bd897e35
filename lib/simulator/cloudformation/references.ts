import { attributeArgument, functionOf, isList, isObject, SUB_VARIABLE, substitution, type Value } from './template';

/** What a value names: by `Ref`, `Fn::GetAtt` and `Fn::Sub`, in the branch that `Fn::If` takes. Parameters are among it. */
export function namesIn(value: Value, holds: (condition: string) => boolean): Set<string> {
  const names = new Set<string>();
  const visit = (each: Value): void => {
    const called = functionOf(each);
    if (called === undefined) {
      if (isList(each)) each.forEach(visit);
      else if (isObject(each)) Object.values(each).forEach(visit);
      return;
    }
    const { name, argument } = called;
    if (name === 'Ref') {
      names.add(String(argument));
    } else if (name === 'Fn::GetAtt') {
      names.add(attributeArgument(argument)[0]);
    } else if (name === 'Fn::Sub') {
      const { text, map } = substitution(argument);
      for (const [, variable] of text.matchAll(SUB_VARIABLE)) {
        if (!Object.hasOwn(map, variable.trim())) names.add(variable.startsWith('AWS::') ? variable : variable.trim().split('.')[0]);
      }
      visit(map);
    } else if (name === 'Fn::If' && isList(argument)) {
      visit(argument[holds(String(argument[0])) ? 1 : 2]);
    } else {
      visit(argument);
    }
  };
  visit(value);
  return names;
}
