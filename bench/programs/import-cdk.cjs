// The modules that the program with raw L1 classes needs.
require('aws-cdk-lib');
require('aws-cdk-lib/aws-dms');
require('aws-cdk-lib/aws-ec2');
require('aws-cdk-lib/aws-iam');
require('aws-cdk-lib/aws-kms');
require('aws-cdk-lib/aws-logs');
require('aws-cdk-lib/aws-lambda');
