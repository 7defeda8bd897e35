interface Settings {
  readonly FullLoadSettings?: { readonly TargetTablePrepMode?: unknown } | null;
}

/**
 * Whether a task with these settings is told to drop the tables of the target before it loads them. Nothing is concluded from what is not said: the
 * guide names no default, and a task that was made without settings had DROP_AND_CREATE [go-to-k/cdk-real-drift, issue 1557, 2026].
 */
export function dropsTables(settings: unknown): boolean {
  return prepMode(settings) === 'DROP_AND_CREATE';
}

/** Whether it is told to drop or to empty them. */
export function clearsTables(settings: unknown): boolean {
  return dropsTables(settings) || prepMode(settings) === 'TRUNCATE_BEFORE_LOAD';
}

/** In capitals. */
function prepMode(settings: unknown): string {
  const mode = (settings as Settings | null | undefined)?.FullLoadSettings?.TargetTablePrepMode;
  return typeof mode === 'string' ? mode.toUpperCase() : '';
}
