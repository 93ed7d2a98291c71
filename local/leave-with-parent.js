'use strict';

// Preloaded into each service: when the process that started it is gone, however that ended, it stops as at SIGTERM.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
