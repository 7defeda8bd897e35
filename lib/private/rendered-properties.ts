import { Stack, type CfnResource } from 'aws-cdk-lib';

interface Rendered {
  readonly Resources: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

/** The properties of a resource as they will stand in the template, overrides included. */
export function renderedProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation()) as Rendered;
  return Object.values(Resources)[0]?.Properties ?? {};
}
