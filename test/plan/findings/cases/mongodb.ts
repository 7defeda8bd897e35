import { columnOf, grantCase, profileOf, settingCase, tableCase, tableOf, type FindingCase } from './support';

export const MONGODB_CASES: readonly FindingCase[] = [
  settingCase('mongodb-standalone', 'mongodb', 'topology', ['standalone', 'replica-set'], { statements: ['rs.initiate()'] }),
  settingCase('mongodb-sharded-cluster', 'mongodb', 'topology', ['sharded', 'replica-set'], { statements: ['sh.stopBalancer()'] }),
  settingCase('mongodb-short-oplog', 'mongodb', 'oplog_hours', ['23.5', '24'], { statements: ['db.adminCommand({ replSetResizeOplog: 1, minRetentionHours: 72 })'] }),
  grantCase('mongodb-find', 'mongodb', ['find'], { statements: ['db.grantRolesToUser("dms_user", [{ role: "read", db: db.getName() }])'] }),
  grantCase('mongodb-change-grants', 'mongodb', ['changeStream', 'find-local'], {
    statements: ['db.grantRolesToUser("dms_user", [{ role: "read", db: db.getName() }, { role: "read", db: "local" }])'],
  }),
  {
    code: 'mongodb-version',
    bad: profileOf('mongodb', { database: { version: '3.4.24' } }),
    fine: profileOf('mongodb', { database: { version: '3.6.0' } }),
    evidence: ['version 3.4.24'],
  },
  tableCase('mongodb-dollar-in-name', 'mongodb', tableOf({ name: 'a"$b' }), tableOf(), {
    statements: ['db.getCollection("a\\"$b").renameCollection("a\\"_b")'],
  }),
  tableCase('mongodb-dollar-in-key', 'mongodb', tableOf({ columns: [columnOf({ name: '$value' })] }), tableOf(), { evidence: ['shop.orders.$value'] }),
  tableCase('mongodb-capped-collection', 'mongodb', tableOf({ kind: 'capped-collection' }), tableOf({ kind: 'collection' })),
  tableCase('mongodb-time-series-collection', 'mongodb', tableOf({ kind: 'time-series-collection' }), tableOf({ kind: 'collection' })),
  tableCase('mongodb-sharded-collection', 'mongodb', tableOf({ traits: ['sharded'] }), tableOf()),
];
