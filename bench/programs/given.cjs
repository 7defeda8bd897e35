// What both programs are given: a VPC and two secrets that exist, and how a run is ended.
const { writeSync } = require('node:fs');

exports.env = { account: '111122223333', region: 'eu-west-1' };

exports.vpc = (stack) => require('aws-cdk-lib/aws-ec2').Vpc.fromVpcAttributes(stack, 'Given', {
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
});

exports.secret = (stack, name) => require('aws-cdk-lib/aws-secretsmanager').Secret.fromSecretCompleteArn(
  stack, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`,
);

/** One schema a task. */
exports.schema = (index) => `tenant_${String(index).padStart(4, '0')}`;

/** Prints what the run took at most of memory, and what it made, for the runner to read. */
exports.finish = (assembly) => {
  const template = assembly.stacks.at(-1).template;
  const types = {};
  for (const { Type } of Object.values(template.Resources)) types[Type] = (types[Type] ?? 0) + 1;
  writeSync(1, JSON.stringify({ maxRssKiB: process.resourceUsage().maxRSS, types: Object.entries(types).sort().join('\n') }));
};
