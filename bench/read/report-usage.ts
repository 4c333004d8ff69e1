import { writeFileSync } from 'node:fs';

// Loaded before a command that is measured: leaves what the process took where the environment says.
const path = process.env.PLUMBLINE_BENCH_USAGE;
process.on('exit', () => {
  if (path === undefined) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const main = process.threadCpuUsage();
  writeFileSync(
    path,
    JSON.stringify({
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      mainSeconds: (main.user + main.system) / 1e6,
      peakBytes: maxRSS * 1024,
    }),
  );
});
