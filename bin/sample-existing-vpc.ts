#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { existingVpc } from './samples/existing-vpc';

existingVpc(new App());
