import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountRole } from './fake-iam';

/** IAM's query protocol over HTTP, as far as the handler speaks it, over roles kept in memory [IAM API reference]. */
export class StubIamServer {
  public readonly roles = new Map<string, AccountRole>();
  public readonly calls: string[] = [];
  private readonly server: Server;

  public constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const [status, xml] = this.answer(new URLSearchParams(body));
        response.writeHead(status, { 'content-type': 'text/xml' });
        response.end(xml);
      });
    });
  }

  /** Starts it and gives its address. */
  public async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(query: URLSearchParams): [number, string] {
    const action = query.get('Action') ?? '';
    const name = query.get('RoleName') ?? '';
    this.calls.push(`${action} ${name}`);
    const role = this.roles.get(name);
    if (action === 'CreateRole') return role ? fault(409, 'EntityAlreadyExists') : this.create(name, query);
    if (!role) return fault(404, 'NoSuchEntity');
    switch (action) {
      case 'GetRole':
        return result(action, describe(name, role));
      case 'ListAttachedRolePolicies': {
        // One policy a page, so that paging is seen to work.
        const at = Number(query.get('Marker') ?? 0);
        const more = at + 1 < role.policies.length;
        const members = role.policies.slice(at, at + 1).map((arn) => `<member><PolicyArn>${arn}</PolicyArn></member>`).join('');
        return result(action, `<AttachedPolicies>${members}</AttachedPolicies><IsTruncated>${more}</IsTruncated>${more ? `<Marker>${at + 1}</Marker>` : ''}`);
      }
      case 'ListRolePolicies':
        return result(action, '<PolicyNames/><IsTruncated>false</IsTruncated>');
      case 'AttachRolePolicy':
        role.policies.push(query.get('PolicyArn') ?? '');
        return result(action, '');
      case 'UntagRole':
        delete role.tags[query.get('TagKeys.member.1') ?? ''];
        return result(action, '');
      default:
        return fault(400, 'InvalidAction');
    }
  }

  private create(name: string, query: URLSearchParams): [number, string] {
    const tags: Record<string, string> = {};
    for (let i = 1; query.has(`Tags.member.${i}.Key`); i++) {
      tags[query.get(`Tags.member.${i}.Key`)!] = query.get(`Tags.member.${i}.Value`)!;
    }
    const trustPolicy: unknown = JSON.parse(query.get('AssumeRolePolicyDocument') ?? '');
    const role = { trustPolicy, tags, policies: [], createdAt: Date.now() };
    this.roles.set(name, role);
    return result('CreateRole', describe(name, role));
  }
}

function describe(name: string, role: AccountRole): string {
  const tags = Object.entries(role.tags).map(([key, value]) => `<member><Key>${key}</Key><Value>${value}</Value></member>`).join('');
  return `<Role><Path>/</Path><RoleName>${name}</RoleName><RoleId>AROA1</RoleId><Arn>arn:aws:iam::111111111111:role/${name}</Arn>`
    + `<CreateDate>${new Date(role.createdAt).toISOString()}</CreateDate>`
    + `<AssumeRolePolicyDocument>${encodeURIComponent(JSON.stringify(role.trustPolicy))}</AssumeRolePolicyDocument><Tags>${tags}</Tags></Role>`;
}

function result(action: string, content: string): [number, string] {
  return [200, `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${content}</${action}Result></${action}Response>`];
}

function fault(status: number, code: string): [number, string] {
  return [status, `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`];
}
