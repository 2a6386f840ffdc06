import { n8nEnvironment, type N8nAddresses } from '../settings';
import { postgres } from './postgres';

export type ProcessKind = 'main' | 'worker' | 'webhook';

/** How many executions a worker runs at once. */
export const workerConcurrency = 5;

const commands: Readonly<Record<ProcessKind, string[]>> = {
	main: ['start'],
	worker: ['worker', `--concurrency=${workerConcurrency}`],
	webhook: ['webhook'],
};

/** What all processes of one n8n share. */
export interface SharedSettings {
	database: string;
	postgresPort: number;
	redisPort: number;
	/** Of all keys in Redis. */
	prefix: string;
	/** The public address of the webhook processors, without a slash at the end. */
	webhookUrl: string;
	encryptionKey: string;
}

/** Command and environment of a process. */
export function spawnOptionsOf(
	kind: ProcessKind,
	addresses: N8nAddresses,
	{ database, postgresPort, redisPort, prefix, webhookUrl, encryptionKey }: SharedSettings,
): { args: string[]; env: NodeJS.ProcessEnv } {
	return {
		args: commands[kind],
		env: {
			...n8nEnvironment(addresses),
			// Queue mode keeps files in the database then.
			N8N_DEFAULT_BINARY_DATA_MODE: undefined,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: encryptionKey,
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgresPort),
			DB_POSTGRESDB_DATABASE: database,
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_PASSWORD: postgres.password,
			// With n8n's default of 2, executions that continue fail under load.
			DB_POSTGRESDB_POOL_SIZE: '10',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			QUEUE_BULL_PREFIX: prefix,
			N8N_REDIS_KEY_PREFIX: prefix,
			// A dead worker is noticed after 15 seconds instead of 90.
			QUEUE_WORKER_LOCK_DURATION: '10000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
			// Each process builds callback addresses from its own value.
			WEBHOOK_URL: `${webhookUrl}/`,
			N8N_WEBHOOK_URL: `${webhookUrl}/`,
			...(kind === 'worker' && {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(addresses.port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			}),
		},
	};
}
