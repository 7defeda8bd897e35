import { DmsFault } from './fault';

/** A fault on demand. */
export interface PlannedFault {
  /** The operation that fails; `*` is any. */
  readonly operation: string;
  /** How many calls fail. @default 1 */
  readonly times?: number;
  /** How many calls of the operation pass before. @default 0 */
  readonly after?: number;
  /** What is answered. @default - ThrottlingException `before`, a lost answer `after` */
  readonly fault?: { readonly code: string; readonly message?: string; readonly statusCode?: number };
  /**
   * Whether the call is refused (`before`), or takes effect and its answer is lost (`after`).
   *
   * @default 'before'
   */
  readonly when?: 'before' | 'after';
}

interface Remaining {
  readonly planned: PlannedFault;
  readonly toPass: number;
  readonly toFail: number;
}

/** The faults that calls will meet, whatever they ask for. */
export class FaultPlan {
  private remaining: readonly Remaining[] = [];

  /** What has not happened yet. */
  public get pending(): readonly PlannedFault[] {
    return this.remaining.map(({ planned, toPass, toFail }) => ({ ...planned, after: toPass, times: toFail }));
  }

  public add(planned: PlannedFault): void {
    this.remaining = [...this.remaining, { planned, toPass: planned.after ?? 0, toFail: planned.times ?? 1 }];
  }

  public clear(): void {
    this.remaining = [];
  }

  public clone(): FaultPlan {
    const copy = new FaultPlan();
    copy.remaining = this.remaining;
    return copy;
  }

  /**
   * The fault that a call meets, if any; counts the call.
   *
   * @internal
   */
  public _next(operation: string): { readonly when: 'before' | 'after'; readonly fault: DmsFault } | undefined {
    if (this.remaining.length === 0) return undefined;
    let found: PlannedFault | undefined;
    this.remaining = this.remaining.flatMap((each): Remaining[] => {
      if (found !== undefined || (each.planned.operation !== operation && each.planned.operation !== '*')) return [each];
      if (each.toPass > 0) return [{ ...each, toPass: each.toPass - 1 }];
      found = each.planned;
      return each.toFail > 1 ? [{ ...each, toFail: each.toFail - 1 }] : [];
    });
    return found && met(found);
  }
}

function met({ operation, fault, when = 'before' }: PlannedFault): { readonly when: 'before' | 'after'; readonly fault: DmsFault } {
  if (when === 'after') {
    return { when, fault: new DmsFault(fault?.code ?? 'NetworkingError', fault?.message ?? `the answer to ${operation} was lost`, fault?.statusCode ?? 500, true) };
  }
  return { when, fault: new DmsFault(fault?.code ?? 'ThrottlingException', fault?.message ?? 'Rate exceeded', fault?.statusCode ?? 400) };
}
