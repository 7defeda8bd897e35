/** Where in the source's log a task begins to capture changes. */
export class CdcStart {
  /**
   * At a time. PostgreSQL cannot: its log is not entered by time.
   *
   * @param time an instant; DMS is told it in UTC, to the second.
   */
  public static atTime(time: Date): CdcStart {
    return new CdcStart(dateText(time), undefined);
  }

  /**
   * At a position.
   *
   * @param position as the source names it (`mysql-bin-changelog.000024:373`, an SCN, an LSN), or a checkpoint of an earlier task
   * (`checkpoint:V1#...`, its `RecoveryCheckpoint`). A PostgreSQL source needs a replication slot made at that position, too.
   */
  public static atPosition(position: string): CdcStart {
    return new CdcStart(position, undefined);
  }

  /**
   * At what CloudFormation calls `CdcStartTime`, rendered as it is given.
   *
   * AWS's pages do not agree on its unit; `atTime` renders a `CdcStartPosition` instead, whose form is documented.
   *
   * @param cdcStartTime seconds or milliseconds since 1970.
   */
  public static atEpoch(cdcStartTime: number): CdcStart {
    return new CdcStart(undefined, cdcStartTime);
  }

  /** @internal */
  public readonly _position: string | undefined;
  /** @internal */
  public readonly _time: number | undefined;

  private constructor(position: string | undefined, time: number | undefined) {
    this._position = position;
    this._time = time;
  }
}

/** Where a task stops capturing changes. */
export class CdcStop {
  /** At a time by the clock of the replication server. */
  public static atServerTime(time: Date): CdcStop {
    return new CdcStop(`server_time:${dateText(time)}`);
  }

  /** At the first transaction that was committed after a time. */
  public static atCommitTime(time: Date): CdcStop {
    return new CdcStop(`commit_time:${dateText(time)}`);
  }

  /**
   * At what CloudFormation calls `CdcStopPosition`, rendered as it is given.
   *
   * @param position for example `server_time:2026-01-31T12:00:00`.
   */
  public static of(position: string): CdcStop {
    return new CdcStop(position);
  }

  /** @internal */
  public readonly _position: string;

  private constructor(position: string) {
    this._position = position;
  }
}

/** `2026-01-31T12:00:00`, in UTC; `Invalid Date` for what is none (the rules tell it). */
function dateText(time: Date): string {
  return time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString().slice(0, 19) : 'Invalid Date';
}
