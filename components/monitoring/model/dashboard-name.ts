/** The name of a hub's dashboard. */

/** CloudWatch API Reference, "PutDashboard": A-Z, a-z, 0-9, "-" and "_", at most 255. */
const longest = 255;

/**
 * Dashboards of an account have one list of names for all Regions, and PutDashboard replaces one of the
 * same name without a word: project and stack tell this one from others.
 */
export function dashboardName(...parts: readonly string[]): string {
  return parts
    .join("-")
    .replace(/[^\w-]/g, "-")
    .slice(0, longest);
}
