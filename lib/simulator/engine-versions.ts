/** A version with the dates of its life, as one copy of the release notes has them; AWS moves them [DMS User Guide, CHAP_ReleaseNotes]. */
interface EngineVersionFacts {
  readonly version: string;
  readonly lifecycle: 'ACTIVE' | 'DEFAULT_VERSION';
  readonly launched: string;
}

const VERSIONS: readonly EngineVersionFacts[] = [
  { version: '3.6.1', lifecycle: 'ACTIVE', launched: '2025-05-15' },
  { version: '3.6.0', lifecycle: 'ACTIVE', launched: '2024-12-27' },
  { version: '3.5.4', lifecycle: 'DEFAULT_VERSION', launched: '2024-11-15' },
];

export const DEFAULT_ENGINE_VERSION = '3.5.4';

export function engineVersions(): { readonly Version: string }[] {
  return VERSIONS.map(({ version, lifecycle, launched }) => ({
    Version: version,
    Lifecycle: lifecycle,
    ReleaseStatus: 'prod',
    LaunchDate: Date.parse(launched) / 1000,
    AvailableUpgrades: VERSIONS.map((other) => other.version).filter((other) => isOlder(version, other)),
  }));
}

export function isOlder(one: string, other: string): boolean {
  const [first, second] = [one, other].map((version) => version.split('.').map(Number));
  for (let part = 0; part < Math.max(first.length, second.length); part++) {
    const difference = (first[part] ?? 0) - (second[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
