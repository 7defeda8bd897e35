import { CUSTOM_RESOURCE, isCustom } from './custom-resource';
import { DMS_TYPES } from './dms-types';
import { NESTED_STACK } from './nested-stack';
import { PLACEHOLDER } from './placeholder';
import type { ResourceProvider } from './resource';

export function providerOf(type: string): ResourceProvider {
  if (isCustom(type)) return CUSTOM_RESOURCE;
  if (type === 'AWS::CloudFormation::Stack') return NESTED_STACK;
  return Object.hasOwn(DMS_TYPES, type) ? DMS_TYPES[type] : PLACEHOLDER;
}
