import type { Size } from 'aws-cdk-lib';
import { RECOMMENDED_LOB_CHUNK_KIB } from '../plan/lob';
import { withoutNulls } from '../private/read-props';
import { renderGroup, type RenderedGroup } from '../private/task-settings-rendering';

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
  private constructor(private readonly settings: object) {}

  /**
   * The settings of the section TargetMetadata.
   *
   * @internal
   */
  public _render(): RenderedGroup {
    return renderGroup('TargetMetadata', this.settings);
  }
}
