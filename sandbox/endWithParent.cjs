// Loaded into n8n before its own code. The channel to the parent process closes when the parent ends
// for any reason. Then n8n and all its child processes are killed, and the temporary folder, which may
// contain a real API key, is removed.
const { rmSync } = require('node:fs');

process.on('disconnect', () => {
	try {
		const folder = process.env.SANDBOX_TEMPORARY_FOLDER;
		if (folder) rmSync(folder, { recursive: true, force: true });
	} finally {
		process.kill(-process.pid, 'SIGKILL');
	}
});
process.channel?.unref();
