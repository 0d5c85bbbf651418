/** Ms of processor time that this process has had: what work costs, whatever else the machine does meanwhile. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
