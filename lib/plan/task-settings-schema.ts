/** How a setting is written in JSON. A code point is a number or text, in hexadecimal digits either way. */
export type SettingType = 'flag' | 'whole' | 'text' | 'codePoint' | 'group' | 'list' | 'anything';

/** The unit of a number, as DMS calls it. */
export type SettingUnit = 'KB' | 'MB' | 'seconds' | 'minutes';

/** One setting, or a group of settings. */
export interface Setting {
  readonly type: SettingType;
  /** The page of the DMS User Guide that has it, unless it is not from there. */
  readonly page: string;
  readonly unit?: SettingUnit;
  readonly min?: number;
  readonly max?: number;
  /** The only values, where these are counted out. */
  readonly values?: readonly string[];
  /** Values that the guide does not have, but settings in use do. */
  readonly undocumented?: readonly string[];
  /** What DMS takes when the setting is absent; left out where that is not documented. */
  readonly byDefault?: boolean | number | string;
  /** DMS writes it; `refused` if it may not be sent back, `echoed` if sending it does nothing. */
  readonly readOnly?: 'refused' | 'echoed';
  /** The settings of a group, in the order in which DMS writes them. */
  readonly members?: Settings;
  /** What each entry of a list is. */
  readonly entry?: Setting;
}

/** Settings by the names that DMS has for them. */
export type Settings = Readonly<Record<string, Setting>>;

type Facts = Omit<Setting, 'type' | 'page'>;

/** Makes the settings of one page of the guide. */
export class SettingsPage {
  constructor(private readonly page: string) {}

  public flag(byDefault?: boolean): Setting {
    return this.make('flag', { byDefault });
  }

  /** Counts, sizes and times cannot be below 0 where the guide says nothing else [derived]. */
  public whole(byDefault?: number, facts: Facts = {}): Setting {
    return this.make('whole', { byDefault, min: 0, ...facts });
  }

  public text(byDefault?: string, facts: Facts = {}): Setting {
    return this.make('text', { byDefault, ...facts });
  }

  public choice(byDefault: string | undefined, values: readonly string[], facts: Facts = {}): Setting {
    return this.make('text', { byDefault, values, ...facts });
  }

  public codePoint(): Setting {
    return this.make('codePoint', {});
  }

  public anything(): Setting {
    return this.make('anything', {});
  }

  public group(members: Settings): Setting {
    return this.make('group', { members });
  }

  public list(entry: Setting): Setting {
    return this.make('list', { entry });
  }

  private make(type: SettingType, facts: Facts): Setting {
    return { type, page: this.page, ...facts };
  }
}

/** A setting's place: the names that lead to it. */
export function settingAt(settings: Settings, path: readonly string[]): Setting | undefined {
  const [name, ...rest] = path;
  const setting = name !== undefined && Object.hasOwn(settings, name) ? settings[name] : undefined;
  return setting === undefined || rest.length === 0 ? setting : settingAt(setting.members ?? {}, rest);
}
