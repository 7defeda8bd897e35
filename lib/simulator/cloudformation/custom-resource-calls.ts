import type { Properties } from './template';

/** What CloudFormation sends to the function of a custom resource [CloudFormation User Guide, Custom resource request objects]. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ServiceToken: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  /** With Update and Delete. */
  readonly PhysicalResourceId?: string;
  /** Every number and boolean in it is a string. */
  readonly ResourceProperties: Properties;
  /** With Update. */
  readonly OldResourceProperties?: Properties;
}

export interface CustomResourceCall {
  readonly request: CustomResourceRequest;
  readonly stackName: string;
  /** The function's logical id in a stack that was deployed here; none if it is no function of these. */
  readonly functionLogicalId?: string;
}

/** What the function puts to the ResponseURL [CloudFormation User Guide, Custom resource response objects]. */
export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  /** @default - CloudFormation makes one up and calls the answer a failure */
  readonly PhysicalResourceId?: string;
  /** @default - none */
  readonly Reason?: string;
  /** What `Fn::GetAtt` gives. @default - nothing */
  readonly Data?: Properties;
}
