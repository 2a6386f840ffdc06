// Loaded into n8n before its own code. The channel to the process that started n8n closes when that
// process ends, however it does: n8n and what it started then end too, and the throw-away folder,
// which may hold a real API key, does not stay behind.
const { rmSync } = require('node:fs');

process.on('disconnect', () => {
	try {
		const folder = process.env.SANDBOX_THROW_AWAY_FOLDER;
		if (folder) rmSync(folder, { recursive: true, force: true });
	} finally {
		process.kill(-process.pid, 'SIGKILL');
	}
});
process.channel?.unref();
