#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { onPremisesPostgreSql } from './samples/on-premises-postgresql';

onPremisesPostgreSql(new App());
