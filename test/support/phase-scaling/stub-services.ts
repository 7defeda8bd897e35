import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Attributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
type Input = Readonly<Record<string, unknown>>;

/** What a service answers: a status, a body, and its type. */
interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
}

/** A message that was published. */
export interface PublishedMessage {
  readonly topic: string;
  readonly subject: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What CloudFormation was told. */
export interface DeliveredAnswer {
  readonly path: string;
  readonly contentType: string;
  readonly body: {
    readonly Status: string;
    readonly Reason?: string;
    readonly Data?: Readonly<Record<string, string>>;
    readonly PhysicalResourceId: string;
    readonly RequestId: string;
    readonly StackId: string;
    readonly LogicalResourceId: string;
  };
}

/** A refusal that calls of an operation will meet. */
export interface Refusal {
  readonly operation: string;
  readonly code: string;
  readonly status?: number;
  /** Whether it takes effect all the same, and only its answer is lost. */
  readonly takesEffect?: boolean;
}

/**
 * Everything that the phase controller speaks to besides DMS, in one server with all state in memory: DynamoDB, EventBridge, SNS, Step
 * Functions, CloudWatch, CloudFormation, and the place where CloudFormation waits for answers. As far as the handler speaks their protocols,
 * and no further: what it should not call is refused.
 */
export class StubServices {
  /** Items of the table by their key. */
  public readonly items = new Map<string, Attributes>();
  /** Rules of EventBridge by their names, and whether they are on. */
  public readonly rules = new Map<string, string>();
  public readonly messages: PublishedMessage[] = [];
  /** Executions of state machines by their ARNs. */
  public readonly executions = new Map<string, { readonly input: unknown; status: string }>();
  /** Alarms by their names, and the state that each is in. */
  public readonly alarms = new Map<string, 'OK' | 'ALARM'>();
  public stackStatus = 'UPDATE_IN_PROGRESS';
  public readonly answers: DeliveredAnswer[] = [];
  /** Statuses that the next answers to CloudFormation meet; they are delivered when none is left. */
  public readonly answerStatuses: number[] = [];
  public readonly refusals: Refusal[] = [];
  /** Every call: `PutItem`, `PutRule` ... */
  public readonly calls: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Starts it and gives its address. */
  public async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const answer = this.answer(request, Buffer.concat(chunks).toString('utf8'));
    if (answer === undefined) {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.type });
    response.end(answer.body);
  }

  /** Nothing for an answer that is lost. */
  private answer({ method, url = '/', headers }: IncomingMessage, body: string): Answer | undefined {
    if (method === 'PUT') return this.takeAnswer(url, headers['content-type'] ?? '', body);
    const target = String(headers['x-amz-target'] ?? '');
    const query = new URLSearchParams(target === '' ? body : '');
    const operation = query.get('Action') ?? target.split('.')[1] ?? '';
    this.calls.push(operation);
    const refused = this.refusals.findIndex((refusal) => refusal.operation === operation);
    const [refusal] = refused < 0 ? [] : this.refusals.splice(refused, 1);
    const answer = refusal === undefined || refusal.takesEffect === true
      ? target === '' ? this.queryProtocol(operation, query) : this.jsonProtocol(target, JSON.parse(body) as Input)
      : target === '' ? xmlFault(refusal.code, refusal.status) : fault(refusal.code, refusal.status);
    return refusal?.takesEffect === true ? undefined : answer;
  }

  private takeAnswer(path: string, contentType: string, body: string): Answer {
    const status = this.answerStatuses.shift() ?? 200;
    if (status === 200) this.answers.push({ path, contentType, body: JSON.parse(body) as DeliveredAnswer['body'] });
    return { status, body: '', type: 'text/plain' };
  }

  private jsonProtocol(target: string, input: Input): Answer {
    switch (target) {
      case 'DynamoDB_20120810.GetItem': return this.getItem(input);
      case 'DynamoDB_20120810.PutItem': return this.putItem(input);
      case 'DynamoDB_20120810.DeleteItem': this.items.delete(keyOf(input)); return json({});
      case 'AWSEvents.PutRule': this.rules.set(String(input.Name), String(input.ScheduleExpression)); return json({ RuleArn: 'arn:aws:events:us-east-1:123456789012:rule/a' });
      case 'AWSEvents.DisableRule': this.rules.set(String(input.Name), 'off'); return json({});
      case 'AWSStepFunctions.StartExecution': return this.startExecution(input);
      case 'AWSStepFunctions.DescribeExecution': return this.describeExecution(input);
      case 'GraniteServiceVersion20100801.DescribeAlarms': return this.describeAlarms(input);
      default: return fault('UnknownOperationException');
    }
  }

  private queryProtocol(operation: string, query: URLSearchParams): Answer {
    switch (operation) {
      case 'Publish': {
        const attributes: Record<string, string> = {};
        for (let i = 1; query.has(`MessageAttributes.entry.${i}.Name`); i++) {
          attributes[query.get(`MessageAttributes.entry.${i}.Name`)!] = query.get(`MessageAttributes.entry.${i}.Value.StringValue`) ?? '';
        }
        this.messages.push({ topic: query.get('TopicArn') ?? '', subject: query.get('Subject') ?? '', text: query.get('Message') ?? '', attributes });
        return xml(operation, '<MessageId>message</MessageId>');
      }
      case 'DescribeStacks':
        return xml(operation, `<Stacks><member><StackName>${query.get('StackName')}</StackName><StackStatus>${this.stackStatus}</StackStatus></member></Stacks>`);
      default:
        return xmlFault('InvalidAction');
    }
  }

  private getItem({ Key, ConsistentRead }: Input): Answer {
    // What an eventually consistent read gives is anybody's guess.
    if (ConsistentRead !== true) return fault('ValidationException');
    const item = this.items.get(keyOf({ Key }));
    return json(item === undefined ? {} : { Item: item });
  }

  private putItem(input: Input): Answer {
    const item = input.Item as Attributes;
    const before = this.items.get(keyOf({ Key: item }));
    const values = input.ExpressionAttributeValues as Attributes | undefined;
    let holds: boolean;
    switch (input.ConditionExpression) {
      case 'attribute_not_exists(id)': holds = before === undefined; break;
      case '#v = :before': holds = before !== undefined && before.version.N === values?.[':before'].N; break;
      default: return fault('ValidationException');
    }
    if (!holds) return fault('ConditionalCheckFailedException');
    this.items.set(keyOf({ Key: item }), item);
    return json({});
  }

  private startExecution({ stateMachineArn, name, input }: Input): Answer {
    const arn = `${String(stateMachineArn).replace(':stateMachine:', ':execution:')}:${String(name)}`;
    const existing = this.executions.get(arn);
    // The same name with the same input is the same execution, as long as that runs [Step Functions API, StartExecution].
    const isSame = existing?.status === 'RUNNING' && JSON.stringify(existing.input) === input;
    if (existing !== undefined && !isSame) return fault('ExecutionAlreadyExists');
    this.executions.set(arn, { input: JSON.parse(String(input)), status: 'RUNNING' });
    return json({ executionArn: arn, startDate: 0 });
  }

  private describeExecution({ executionArn }: Input): Answer {
    const execution = this.executions.get(String(executionArn));
    return execution === undefined ? fault('ExecutionDoesNotExist') : json({ executionArn, status: execution.status, startDate: 0 });
  }

  private describeAlarms({ AlarmNames, StateValue }: Input): Answer {
    const names = (AlarmNames as string[]).filter((name) => this.alarms.get(name) === StateValue);
    return json({ MetricAlarms: names.map((AlarmName) => ({ AlarmName, StateValue })), CompositeAlarms: [] });
  }
}

function keyOf({ Key }: Input): string {
  return (Key as Attributes).id.S ?? '';
}

function json(body: object): Answer {
  return { status: 200, body: JSON.stringify(body), type: 'application/x-amz-json-1.0' };
}

function xml(operation: string, content: string): Answer {
  return { status: 200, body: `<${operation}Response><${operation}Result>${content}</${operation}Result></${operation}Response>`, type: 'text/xml' };
}

function fault(code: string, status = 400): Answer {
  return { status, body: JSON.stringify({ __type: code, message: code }), type: 'application/x-amz-json-1.0' };
}

function xmlFault(code: string, status = 400): Answer {
  return { status, body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`, type: 'text/xml' };
}
