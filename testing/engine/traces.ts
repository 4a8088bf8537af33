/**
 * Pulumi takes a stack trace for every resource and promise. Where TypeScript is compiled as it is
 * loaded, each of them is mapped back to its source, and that would be most of a deployment's time.
 */

/** Leaves traces unmapped until the function that it returns is called; a failure is mapped after. */
export function withoutSourceMaps(): () => void {
  const errors = Error as { prepareStackTrace?: unknown };
  const mapped = errors.prepareStackTrace;
  errors.prepareStackTrace = undefined;
  return () => void (errors.prepareStackTrace = mapped);
}
