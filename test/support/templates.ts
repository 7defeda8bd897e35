import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';

/** A template as it is written to the cloud assembly. */
export interface WrittenTemplate {
  /** Without what follows from its place, so that it is the same in each synthesis. */
  readonly name: string;
  readonly text: string;
  readonly resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
  readonly outputs: number;
  readonly parameters: number;
}

/** All templates of an app, those of its stages and nested stacks too, by name. */
export function writtenTemplates(app: App): WrittenTemplate[] {
  const { directory } = app.synth();
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.template.json'));
  return files.sort().map((file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const { Resources = {}, Outputs = {}, Parameters = {} } = JSON.parse(text) as Record<string, object | undefined>;
    return {
      name: file,
      text,
      resources: Resources as WrittenTemplate['resources'],
      outputs: Object.keys(Outputs).length,
      parameters: Object.keys(Parameters).length,
    };
  });
}
