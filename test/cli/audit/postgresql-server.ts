import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { Client } from 'pg';

export interface PostgreSqlServer {
  readonly port: number;
  readonly password: string;
  /** For localhost; it is its own authority. */
  readonly certificate: string;
  readonly client: (database: string) => Promise<Client>;
  readonly stop: () => Promise<void>;
}

type Started = Pick<PostgreSqlServer, 'port' | 'password' | 'certificate'>;

/** Fails if the server does not start: there is nothing to be tested without it. */
export async function startPostgreSql(): Promise<PostgreSqlServer> {
  const child = spawn(process.execPath, [path.join(__dirname, 'serve-postgresql.mjs')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const { port, password, certificate } = await new Promise<Started>((resolve, reject) => {
    let [said, complained] = ['', ''];
    child.stderr.on('data', (chunk) => { complained += String(chunk); });
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('\n')) resolve(JSON.parse(said) as Started);
    });
    child.once('exit', () => reject(new Error(complained)));
  });
  return {
    port,
    password,
    certificate,
    client: async (database) => {
      const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
      await client.connect();
      return client;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
