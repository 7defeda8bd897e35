/** What the custom resources of a deployment say of a task, in one line: hundreds of tasks have to fit into one request. */
export interface DeployedTaskText {
  /** The task's name; may be known only at deployment, and has no spaces. */
  readonly identifier: string;
  /** Changes when anything does that the task is made from; has no spaces. */
  readonly definition: string;
  /** Places of values in the list of those that are known only at deployment, and that the definition refers to. */
  readonly inputs: readonly number[];
  readonly start: boolean;
  readonly allowReload: boolean;
  /** Whether it stays when it leaves the template. */
  readonly kept: boolean;
  /** Whether it is a serverless replication, which DMS has other calls for. @default false */
  readonly serverless?: boolean;
}

/** `orders-sales-1a2b3c4d 0123456789abcdef start inputs=0,3` */
export function writeDeployedTask({ identifier, definition, inputs, start, allowReload, kept, serverless = false }: DeployedTaskText): string {
  return [
    identifier, definition, ...(start ? ['start'] : []), ...(allowReload ? ['reload'] : []), ...(kept ? ['kept'] : []),
    ...(serverless ? ['serverless'] : []),
    ...(inputs.length > 0 ? [`inputs=${inputs.join(',')}`] : []),
  ].join(' ');
}

export function readDeployedTask(text: string): DeployedTaskText {
  const [identifier, definition = '', ...words] = text.split(' ');
  const places = words.find((word) => word.startsWith('inputs='))?.slice('inputs='.length).split(',') ?? [];
  return {
    identifier, definition, inputs: places.map(Number), start: words.includes('start'), allowReload: words.includes('reload'), kept: words.includes('kept'),
    ...(words.includes('serverless') && { serverless: true }),
  };
}
