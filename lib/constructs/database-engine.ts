/** A database engine, as DMS names it. */
export class DatabaseEngine {
  /** PostgreSQL, on Amazon RDS or anywhere else. */
  public static readonly POSTGRESQL = DatabaseEngine.of('postgres');

  /** Amazon Aurora PostgreSQL. */
  public static readonly AURORA_POSTGRESQL = DatabaseEngine.of('aurora-postgresql');

  /** MySQL, on Amazon RDS or anywhere else. */
  public static readonly MYSQL = DatabaseEngine.of('mysql');

  /** MariaDB, on Amazon RDS or anywhere else. */
  public static readonly MARIADB = DatabaseEngine.of('mariadb');

  /** Amazon Aurora MySQL. */
  public static readonly AURORA_MYSQL = DatabaseEngine.of('aurora');

  /** Oracle, on Amazon RDS or anywhere else. */
  public static readonly ORACLE = DatabaseEngine.of('oracle');

  /** Microsoft SQL Server, on Amazon RDS or anywhere else. */
  public static readonly SQL_SERVER = DatabaseEngine.of('sqlserver');

  /** An engine that is not listed here, by the `EngineName` of DMS's API. */
  public static of(engineName: string): DatabaseEngine {
    return new DatabaseEngine(engineName);
  }

  private constructor(/** The name in DMS's API. */ public readonly engineName: string) {}
}
