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
    await this.run('bootstrap', ['bootstrap', `aws://${account}/${region}`]);
  }

  /** Deploys all stacks of an app, and gives what the CDK has to say. */
  public async deploy(app: string, context: Record<string, string> = {}): Promise<string> {
    return this.run('deploy', [
      'deploy', '--all', '--require-approval', 'never', '--app', `npx tsx ${app}`, '--output', this.assembly(app),
      ...Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]),
    ]);
  }

  /** Resources of a template that was deployed, by their logical ids. */
  public template(app: string, stack: string): Record<string, Resource> {
    const { Resources } = JSON.parse(readFileSync(path.join(this.assembly(app), `${stack}.template.json`), 'utf8')) as { Resources: Record<string, Resource> };
    return Resources;
  }

  private assembly(app: string): string {
    return path.join(this.directory, path.basename(app, '.ts'));
  }

  private async run(what: string, args: string[]): Promise<string> {
    const child = spawn('npx', ['cdk', ...args, '--no-notices', '--no-color', '--progress', 'events'], {
      env: { ...process.env, ...this.environment, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_VALIDATION: 'false' },
    });
    process.once('exit', () => child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Unexpected(`cdk ${what}\n  expected: exit code 0\n  found:    ${code}\n${output.slice(-6000)}`);
    return output;
  }
}
