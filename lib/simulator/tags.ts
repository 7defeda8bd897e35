import { notFound } from './fault';
import { listOf, operation, required, structure, text } from './shape';
import type { Tag } from './state';
import type { World } from './world';

export const tagsMember = listOf(structure({ Key: text({ max: 128 }), Value: text({ max: 256 }), ResourceArn: text() }), 50);

type GivenTags = readonly { readonly Key?: string; readonly Value?: string }[];

/** Adds tags to those that a resource has. */
export function putTags({ state }: World, arn: string, tags: GivenTags | undefined): void {
  if (tags === undefined) return;
  const all = new Map((state.tags.get(arn) ?? []).map((tag) => [tag.Key, tag]));
  for (const { Key = '', Value = '' } of tags) all.set(Key, { Key, Value });
  state.tags.set(arn, [...all.values()]);
}

function requireResource({ state }: World, arn: string): void {
  const { instances, tasks, replications, endpoints, certificates, subnetGroups } = state;
  const exists = [instances, tasks, replications, endpoints, certificates].some((resources) => resources.has(arn));
  if (!exists && ![...subnetGroups.values()].some((group) => group.arn === arn)) throw notFound(`Resource ${arn} not found.`);
}

export const addTagsToResource = operation({ ResourceArn: required(text()), Tags: required(tagsMember) }, (world, { ResourceArn, Tags }) => {
  requireResource(world, ResourceArn);
  putTags(world, ResourceArn, Tags);
  return {};
});

export const removeTagsFromResource = operation({
  ResourceArn: required(text()), TagKeys: required(listOf(text())),
}, (world, { ResourceArn, TagKeys }) => {
  requireResource(world, ResourceArn);
  world.state.tags.set(ResourceArn, (world.state.tags.get(ResourceArn) ?? []).filter(({ Key }) => !TagKeys.includes(Key)));
  return {};
});

/** With a list of ARNs, each tag tells whose it is [API, ListTagsForResource]. */
export const listTagsForResource = operation({
  ResourceArn: text(), ResourceArnList: listOf(text()),
}, (world, { ResourceArn, ResourceArnList = [] }) => {
  const tagsOf = (arn: string): readonly Tag[] => {
    requireResource(world, arn);
    return world.state.tags.get(arn) ?? [];
  };
  const tags = ResourceArn === undefined ? [] : tagsOf(ResourceArn);
  return { TagList: [...tags, ...ResourceArnList.flatMap((arn) => tagsOf(arn).map((tag) => ({ ...tag, ResourceArn: arn })))] };
});
