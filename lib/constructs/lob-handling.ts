import type { Size } from 'aws-cdk-lib';
import { RECOMMENDED_LOB_CHUNK_KIB } from '../plan/lob';
import { kibibytes } from '../private/amounts';
import { withoutNulls } from '../private/read-props';
import { renderGroup, type RenderedGroup } from '../private/task-settings-rendering';

/** What is known of the LOBs themselves. */
interface KnownLobs {
  /** LOB columns of a table, on average over the tables that have any. */
  readonly columns: number;
  readonly largestKiB?: number;
}

/** How LOBs are carried that are looked up one by one. */
export interface FullLobOptions {
  /**
   * Size of the pieces in which they are carried. More than 64 KiB can make tasks fail.
   *
   * @default Size.kibibytes(64)
   */
  readonly chunkSize?: Size;
}

/** How LOBs are carried of which most are small. */
export interface InlineLobOptions extends FullLobOptions {
  /** LOBs up to this size are carried with their row during the full load; at most 100 MiB. */
  readonly inlineMaxSize: Size;
}

/** Settings of the section TargetMetadata, by the names that props would have. */
interface LobSettings {
  readonly supportLobs: boolean;
  readonly fullLobMode?: boolean;
  readonly limitedSizeLobMode?: boolean;
  readonly lobMaxSize?: Size;
  readonly inlineLobMaxSize?: Size;
  readonly lobChunkSize?: Size | number;
}

/**
 * How large objects (BLOB, CLOB, TEXT, JSON and the like) are carried.
 *
 * DMS's own way, where nothing is said, is `limited` to 32 KiB.
 */
export class LobHandling {
  /**
   * With their row, up to a size; longer ones are cut off, and only the task log tells. By far the fastest.
   *
   * DMS reserves memory of this size for each LOB of each row that it loads at once.
   */
  public static limited(maxSize: Size): LobHandling {
    return new LobHandling({ supportLobs: true, fullLobMode: false, limitedSizeLobMode: true, lobMaxSize: maxSize });
  }

  /** Whole, whatever their size, each looked up by itself after its row. Slow, and impossible without a primary key. */
  public static full(options: FullLobOptions = {}): LobHandling {
    const { chunkSize: lobChunkSize = RECOMMENDED_LOB_CHUNK_KIB } = withoutNulls(options);
    return new LobHandling({ supportLobs: true, fullLobMode: true, limitedSizeLobMode: false, lobChunkSize });
  }

  /** Whole; during the full load small ones with their row, the others looked up. For tables where most LOBs are small. */
  public static inline(options: InlineLobOptions): LobHandling {
    const { chunkSize: lobChunkSize = RECOMMENDED_LOB_CHUNK_KIB, inlineMaxSize: inlineLobMaxSize } = withoutNulls(options);
    return new LobHandling({ supportLobs: true, fullLobMode: true, limitedSizeLobMode: false, lobChunkSize, inlineLobMaxSize });
  }

  /** Not at all: LOB columns are left out. */
  public static none(): LobHandling {
    return new LobHandling({ supportLobs: false });
  }

  // The flags of a mode are all rendered, though some equal DMS's defaults: what DMS does with those that a modified
  // task no longer names is not documented, and a mode must not be left half set.
  private constructor(private readonly settings: LobSettings, private readonly known?: KnownLobs) {}

  /**
   * The same, with what is known of the LOBs, which the rules ask for.
   *
   * @internal
   */
  public _knowing(known: KnownLobs): LobHandling {
    return new LobHandling(this.settings, known);
  }

  /** @internal */
  public get _known(): KnownLobs | undefined {
    return this.known;
  }

  /**
   * The mode and its size, in the words of a plan.
   *
   * @internal
   */
  public _planned(): { readonly mode?: 'limited' | 'full' | 'inline'; readonly kib?: number } {
    const { fullLobMode, limitedSizeLobMode, lobMaxSize, inlineLobMaxSize } = this.settings;
    if (limitedSizeLobMode === true) return { mode: 'limited', kib: kibibytes(lobMaxSize) };
    if (fullLobMode !== true) return {};
    return inlineLobMaxSize === undefined ? { mode: 'full' } : { mode: 'inline', kib: kibibytes(inlineLobMaxSize) };
  }

  /**
   * The settings of the section TargetMetadata.
   *
   * @internal
   */
  public _render(): RenderedGroup {
    return renderGroup('TargetMetadata', this.settings);
  }
}
