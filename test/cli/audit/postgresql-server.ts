import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

export interface PostgreSqlServer {
  readonly port: number;
  readonly password: string;
  /** For localhost; it is its own authority. */
  readonly certificate: string;
  readonly client: (database: string) => Promise<Client>;
  /** Ends all connections, and begins anew as a standby that nobody sends anything. */
  readonly becomeStandby: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

type Started = Pick<PostgreSqlServer, 'port' | 'password' | 'certificate'>;

/** With options of the server, such as `wal_level=replica`. Fails if it does not start: there is nothing to be tested without it. */
export async function startPostgreSql(...options: readonly string[]): Promise<PostgreSqlServer> {
  const flags = options.flatMap((option) => ['-c', option]);
  const child = spawn(process.execPath, [path.join(__dirname, 'serve-postgresql.mjs'), ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  let complained = '';
  child.stderr.on('data', (chunk) => { complained += String(chunk); });
  const lines = createInterface({ input: child.stdout });
  const started = async (): Promise<Started> => new Promise((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line) as Started));
    void ended.then(() => reject(new Error(complained)));
  });
  const { port, password, certificate } = await started();
  return {
    port,
    password,
    certificate,
    client: async (database) => {
      const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
      await client.connect();
      return client;
    },
    becomeStandby: async () => {
      child.stdin.write('standby\n');
      await started();
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
