import type { EndpointRole } from '../plan/engines';
import type { DatabaseConfig, ExistingEndpointConfig } from '../private/database-config';

/** A database at one end of a migration: `SourceDatabase` or `TargetDatabase`. */
export abstract class EndpointDatabase {
  /**
   * Which end it is.
   *
   * @internal
   */
  public abstract readonly _role: EndpointRole;

  /**
   * What its endpoint is made from; undefined if there is one already.
   *
   * @internal
   */
  public abstract _describe(): DatabaseConfig | undefined;

  /**
   * The endpoint that there is already.
   *
   * @internal
   */
  public abstract _existing(): ExistingEndpointConfig | undefined;
}
