import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { onPremisesPostgreSql } from '../../bin/samples/on-premises-postgresql';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

const made: string[] = [];

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

export function newDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'rehearsal-'));
  made.push(directory);
  return directory;
}

/** Synthesizes the sample, after somebody has changed it; gives the directory. */
export function synthesizeSample(change: (stack: Stack) => void = () => undefined): string {
  const { context } = JSON.parse(readFileSync(path.join(__dirname, '../../cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  const app = new App({ context, outdir: newDirectory() });
  change(onPremisesPostgreSql(app));
  return app.synth().directory;
}

/**
 * The same, with as many runs of the function of deployments at once as there are calls: with one at a time, runs that its schedule calls hold up
 * the requests of CloudFormation, as the rehearsal has found.
 */
export function withoutReservation(change: (stack: Stack) => void = () => undefined): string {
  return synthesizeSample((stack) => {
    for (const construct of stack.node.findAll()) {
      if (construct instanceof CfnFunction && construct.node.path.includes('DmsDeployment')) construct.reservedConcurrentExecutions = undefined;
    }
    change(stack);
  });
}

/** A copy of an assembly, with a template that somebody has changed by hand. */
export function withTemplate(directory: string, stack: string, change: (template: Template) => void): string {
  const copy = newDirectory();
  cpSync(directory, copy, { recursive: true });
  const file = path.join(copy, `${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  change(template);
  writeFileSync(file, JSON.stringify(template));
  return copy;
}

/** Takes an action out of all policies. */
export function withoutAction(template: Template, action: string): void {
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::IAM::ManagedPolicy') continue;
    const { Statement: statements } = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
    for (const statement of statements) statement.Action = [statement.Action].flat().filter((each) => each !== action);
  }
}
