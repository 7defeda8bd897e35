import type { Problem } from '../plan/problem';
import type { SaidOfSchema } from '../plan/schema-handling-rules';
import { checkKind } from '../plan/value-kinds';
import { markUnknown } from '../private/reporting';
import { SchemaConversion, type ISchemaConversion } from './schema-conversion';

/**
 * Who makes the schema of a target whose engine is another one than that of the source.
 *
 * DMS creates tables with their primary keys alone: no secondary indexes, foreign keys, defaults, views or code. Nothing is deployed of this.
 */
export class SchemaHandling {
  /**
   * DMS Schema Conversion makes it. Its engines have to be those of the endpoints, or compatible ones.
   *
   * @param conversion from the source to the target. Somebody has to run it, and apply what it makes, before tables are loaded.
   */
  public static converted(conversion: ISchemaConversion): SchemaHandling {
    return new SchemaHandling(
      { conversion: conversion instanceof SchemaConversion ? conversion._engines : {} },
      checkKind('schema.conversion', conversion, 'ISchemaConversion'),
    );
  }

  /**
   * Something else makes it: a migration tool, a dump, another team.
   *
   * @param note what and where, for whoever looks for it: `Flyway, repository orders-schema`. Must not be empty.
   */
  public static elsewhere(note: string): SchemaHandling {
    return new SchemaHandling({ note: markUnknown(note) }, []);
  }

  private constructor(
    /** @internal */
    public readonly _said: SaidOfSchema,
    /** @internal */
    public readonly _problems: Problem[],
  ) {}
}
