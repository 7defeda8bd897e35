import type { Problem } from '../../lib/plan/problem';
import { checkTableMappings, type TableMappingContext } from '../../lib/plan/table-mapping-rules';

type Members = Readonly<Record<string, unknown>>;

/** A selection rule for the table sales.orders, changed as given. */
export const selection = (members: Members = {}): Members => ({
  'rule-type': 'selection',
  'rule-id': '1',
  'rule-name': 'orders',
  'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
  'rule-action': 'include',
  ...members,
});

/** A rule that gives the table sales.orders another name, changed as given. */
export const transformation = (members: Members = {}): Members => ({
  'rule-type': 'transformation',
  'rule-id': '2',
  'rule-name': 'rename',
  'rule-target': 'table',
  'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
  'rule-action': 'rename',
  'value': 'orders_v2',
  ...members,
});

/** A rule for the column sales.orders.amount. */
export const column = (members: Members = {}): Members => transformation({
  'rule-target': 'column',
  'object-locator': { 'schema-name': 'sales', 'table-name': 'orders', 'column-name': 'amount' },
  'value': undefined,
  ...members,
});

/** A rule for how the table sales.orders is loaded. */
export const settings = (members: Members = {}): Members => ({
  'rule-type': 'table-settings',
  'rule-id': '2',
  'rule-name': 'settings',
  'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
  ...members,
});

/** Checks a document of these rules. */
export const check = (rules: unknown, context: TableMappingContext = {}): Problem[] => checkTableMappings({ rules }, context);

/** Checks a document that moves sales.orders, with these rules besides. */
export const besides = (...rules: readonly unknown[]): Problem[] => check([selection(), ...rules]);
