import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Unexpected } from './checking';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The CDK's own command line, as a user has it. */
export class Cdk {
  constructor(private readonly environment: Record<string, string>, private readonly directory: string) {}

  public async bootstrap(account: string, region: string): Promise<void> {
    await this.run('bootstrap', ['bootstrap', `aws://${account}/${region}`, '--output', this.assembly('bootstrap')]);
  }

  /** Deploys all stacks of an app; its assembly goes to a directory of that name. */
  public async deploy(app: string, assembly: string, context: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.run('deploy', [
      'deploy', '--all', '--require-approval', 'never', '--progress', 'events', '--app', `npx tsx ${app}`, '--output', this.assembly(assembly),
      ...Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]),
    ]);
  }

  /** Resources of a template that was deployed, by their logical ids. */
  public template(assembly: string, stack: string): Record<string, Resource> {
    const { Resources } = JSON.parse(readFileSync(path.join(this.assembly(assembly), `${stack}.template.json`), 'utf8')) as { Resources: Record<string, Resource> };
    return Resources;
  }

  public assembly(name: string): string {
    return path.join(this.directory, name);
  }

  private async run(what: string, args: string[]): Promise<void> {
    const child = spawn('npx', ['cdk', ...args, '--no-notices', '--no-color'], {
      env: { ...process.env, ...this.environment, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_VALIDATION: 'false' },
    });
    process.once('exit', () => child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Unexpected(`cdk ${what}\n  expected: exit code 0\n  found:    ${code}\n${output.slice(-6000)}`);
  }
}
