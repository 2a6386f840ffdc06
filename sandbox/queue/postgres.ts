import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';

import type { Target } from './tcpProxy';

/** How to reach PostgreSQL: n8n's variables, with what a PostgreSQL for tests usually has. */
const { env } = process;
export const postgres = {
	host: env.DB_POSTGRESDB_HOST ?? '127.0.0.1',
	port: Number(env.DB_POSTGRESDB_PORT ?? 5432),
	user: env.DB_POSTGRESDB_USER ?? 'postgres',
	password: env.DB_POSTGRESDB_PASSWORD ?? '',
} satisfies Target & Record<string, unknown>;

export interface Database {
	name: string;
	query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>;
	/** Ends all connections to it and removes it. */
	drop: () => Promise<void>;
}

async function asAdministrator(sql: string): Promise<void> {
	const client = new Client({ ...postgres, database: env.DB_POSTGRESDB_DATABASE ?? 'postgres' });
	try {
		await client.connect();
		await client.query(sql);
	} catch (error) {
		throw new Error(
			`PostgreSQL at ${postgres.host}:${postgres.port} failed. sandbox/compose.yaml starts one.`,
			{ cause: error },
		);
	} finally {
		await client.end();
	}
}

/** A new database of its own for one n8n. */
export async function createDatabase(): Promise<Database> {
	const name = `n8n_midjourney_${randomBytes(6).toString('hex')}`;
	await asAdministrator(`CREATE DATABASE ${name}`);
	const pool = new Pool({ ...postgres, database: name, max: 2 });
	pool.on('error', () => {});
	return {
		name,
		query: async <Row extends object>(sql: string, values: unknown[] = []) =>
			(await pool.query<Row>(sql, values)).rows,
		drop: async () => {
			await pool.end();
			await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
		},
	};
}
