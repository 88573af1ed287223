// A program that does nothing and tells the CPU time, in milliseconds, that starting it has cost.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(String((user + system) / 1000));
});
