/** A template as far as it is looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111122223333', 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com', 'AWS::StackName': 'Migration',
};

/** What CloudFormation makes of a value: references are what `refer` says, the functions that alarms and rules use are carried out. */
export function resolveValue(value: unknown, refer: (logicalId: string, attribute?: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => resolveValue(each, refer));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? entries[0] as [string, unknown] : ['', undefined];
  const args = (): unknown[] => resolveValue(argument, refer) as unknown[];
  switch (name) {
    case 'Ref': return PSEUDO[argument as string] ?? refer(argument as string);
    case 'Fn::GetAtt': return refer(...argument as [string, string]);
    case 'Fn::Join': {
      const [delimiter, parts] = args() as [string, string[]];
      return parts.join(delimiter);
    }
    case 'Fn::Split': {
      const [delimiter, text] = args() as [string, string];
      return text.split(delimiter);
    }
    case 'Fn::Select': {
      const [index, parts] = args() as [string | number, string[]];
      return parts[Number(index)];
    }
    default: return Object.fromEntries(entries.map(([key, member]) => [key, resolveValue(member, refer)]));
  }
}
