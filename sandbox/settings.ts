import { join } from 'node:path';

/** Folder and ports of an n8n. */
export interface N8nAddresses {
	userFolder: string;
	port: number;
	/** Port for n8n's task runners. */
	brokerPort: number;
}

/** The only folder that workflows may read and write. */
export const filesFolderOf = (userFolder: string) => join(userFolder, 'files');

/** Environment variables that n8n inherits: those of the machine, but no settings of another n8n or of npm. */
const inherited =
	/^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|https?_proxy)$/i;

/** Environment of an n8n that listens only on this machine and sends no requests to the internet. */
export function n8nEnvironment({ userFolder, port, brokerPort }: N8nAddresses) {
	const machine = Object.entries(process.env).filter(([name]) => inherited.test(name));
	return {
		...Object.fromEntries(machine),
		NO_PROXY: ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(','),
		N8N_USER_FOLDER: userFolder,
		SANDBOX_TEMPORARY_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolderOf(userFolder),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		// Older versions know only this name.
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// The editor uses HTTP, where a browser does not send a secure cookie.
		N8N_SECURE_COOKIE: 'false',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
	};
}
