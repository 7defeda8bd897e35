import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { StackTemplate } from '../simulator/cloudformation';
import { RehearsalError } from './problem';

/** A stack of an app that has been synthesized. */
export interface AssemblyStack {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly template: StackTemplate;
  readonly tags: Readonly<Record<string, string>>;
  /** Names of stacks that are deployed before. */
  readonly dependencies: readonly string[];
}

/** What `cdk synth` writes, as far as a deployment needs it. */
export interface Assembly {
  readonly directory: string;
  /** Each behind those that it depends on. */
  readonly stacks: readonly AssemblyStack[];
  /** Directories and files of assets, by the key that they have in their bucket: `<hash>.zip`. */
  readonly assets: ReadonlyMap<string, string>;
  /** The template of a nested stack, by its TemplateURL. */
  readonly nestedTemplate: (url: string) => StackTemplate | undefined;
  /** The templates of all nested stacks. */
  readonly nestedTemplates: () => readonly StackTemplate[];
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly file?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
    readonly tags?: Record<string, string>;
  };
  readonly dependencies?: readonly string[];
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, {
    readonly source: { readonly path?: string };
    readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
  }>>;
}

interface FoundStack extends AssemblyStack {
  readonly id: string;
  readonly needs: readonly string[];
}

/** Reads the directory of a cloud assembly, with those that lie in it [aws-cdk, cloud-assembly-schema]. */
export function readAssembly(directory: string): Assembly {
  const assets = new Map<string, string>();
  const found = readDirectory(path.resolve(directory), assets);
  if (found.length === 0) throw new RehearsalError(`${directory} has no stacks; give the directory that 'cdk synth' writes, most often cdk.out`);
  const names = new Map(found.map(({ id, name }) => [id, name]));
  const stacks = found.map(({ name, account, region, template, tags, needs }): AssemblyStack => ({
    name, template, tags, ...account !== undefined && { account }, ...region !== undefined && { region },
    dependencies: needs.flatMap((id) => names.get(id) ?? []),
  }));
  return {
    directory, stacks: inOrder(stacks), assets,
    nestedTemplate: (url) => {
      const file = assets.get(path.posix.basename(url));
      return file === undefined ? undefined : readJson(file) as StackTemplate;
    },
    nestedTemplates: () => [...assets.values()].filter((file) => file.endsWith('.nested.template.json')).map((file) => readJson(file) as StackTemplate),
  };
}

function readDirectory(directory: string, assets: Map<string, string>): FoundStack[] {
  const file = path.join(directory, 'manifest.json');
  if (!existsSync(file)) throw new RehearsalError(`${directory} is not the output of 'cdk synth': it has no manifest.json`);
  const { artifacts = {} } = readJson(file) as { artifacts?: Readonly<Record<string, Artifact>> };
  return Object.entries(artifacts).flatMap(([id, artifact]): FoundStack[] => {
    const { type, properties = {} } = artifact;
    switch (type) {
      case 'cdk:cloud-assembly': return readDirectory(path.join(directory, properties.directoryName ?? ''), assets);
      case 'cdk:asset-manifest': {
        readAssets(directory, properties.file ?? '', assets);
        return [];
      }
      case 'aws:cloudformation:stack': {
        const parts = (artifact.environment ?? '').replace('aws://', '').split('/');
        const [account, region] = parts.map((part) => (part.startsWith('unknown-') ? undefined : part));
        const template = readJson(path.join(directory, properties.templateFile ?? '')) as StackTemplate;
        const known = { ...account !== undefined && { account }, ...region !== undefined && { region } };
        const { stackName: name = id, tags = {} } = properties;
        return [{ id, name, ...known, template, tags, dependencies: [], needs: artifact.dependencies ?? [] }];
      }
      default: return [];
    }
  });
}

function readAssets(directory: string, file: string, assets: Map<string, string>): void {
  const { files = {} } = readJson(path.join(directory, file)) as AssetManifest;
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations)) assets.set(path.posix.basename(objectKey), path.resolve(directory, source.path));
  }
}

function inOrder(stacks: readonly AssemblyStack[]): AssemblyStack[] {
  const ordered: AssemblyStack[] = [];
  const visit = (stack: AssemblyStack): void => {
    if (ordered.includes(stack)) return;
    for (const name of stack.dependencies) {
      const other = stacks.find((each) => each.name === name);
      if (other !== undefined && other !== stack) visit(other);
    }
    ordered.push(stack);
  };
  for (const stack of stacks) visit(stack);
  return ordered;
}

export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RehearsalError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
