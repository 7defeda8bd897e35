import { styleText } from 'node:util';
import type { App } from 'aws-cdk-lib';
import { SynthesisMessageLevel, type CloudFormationStackArtifact, type SynthesisMessage } from 'aws-cdk-lib/cx-api';
import { PhaseScaling, ReplicationInstance } from '../lib';

/** What an app would deploy: resources by type, decisions about sizes and phases with their reasons, errors and warnings, stack by stack. */
export function report(app: App): string {
  const { stacksRecursively } = app.synth();
  return stacksRecursively.map((stack) => section(stack.displayName, [
    resources(stack),
    ...sizing(app, stack),
    ...messages(stack, SynthesisMessageLevel.ERROR, 'errors'),
    ...messages(stack, SynthesisMessageLevel.WARNING, 'warnings'),
  ])).join('\n');
}

function section(title: string, parts: string[]): string {
  const heading = process.stdout.isTTY ? styleText('bold', title) : title;
  return `${heading}\n${parts.map(indent).join('\n')}\n`;
}

function resources(stack: CloudFormationStackArtifact): string {
  const { Resources = {} } = stack.template as { Resources?: Record<string, { Type: string }> };
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  const lines = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${String(count).padStart(4)}  ${type}`);
  return [`${Object.keys(Resources).length} resources`, ...lines].join('\n');
}

function sizing(app: App, stack: CloudFormationStackArtifact): string[] {
  return app.node.findAll()
    .filter((construct): construct is ReplicationInstance => construct instanceof ReplicationInstance && construct.stack.artifactId === stack.id)
    .flatMap((instance) => [
      reasons(`sizing of ${instance.node.path}`, instance.sizingReasons),
      ...[PhaseScaling.of(instance)].flatMap((scaling) => (scaling === undefined ? [] : [reasons(`phases of ${instance.node.path}`, scaling.scalingReasons)])),
    ]);
}

function reasons(title: string, lines: readonly string[]): string {
  return [title, ...lines.map(indent)].join('\n');
}

function messages(stack: CloudFormationStackArtifact, level: SynthesisMessageLevel, title: string): string[] {
  const found = stack.messages.filter((message) => message.level === level);
  return found.length === 0 ? [`no ${title}`] : [[`${found.length} ${title}`, ...found.map((message) => indent(text(message)))].join('\n')];
}

function text({ id, entry }: SynthesisMessage): string {
  return `${id.replace(/^\//, '')}: ${String(entry.data)}`;
}

function indent(block: string): string {
  return block.split('\n').map((line) => `  ${line}`).join('\n');
}
