/** By which name the file has a role: its ARN, or its name alone. */
import { isMapping } from "./merge";
import type { Written } from "./paste";

export function roleKey(roleArn: string, written: Written | undefined): string {
  const { roles } = isMapping(written?.exists) ? written.exists : {};
  const names = isMapping(roles) ? Object.keys(roles) : [];
  const path = roleArn.replace(/^.*:role\//, "");
  const isMeant = (name: string): boolean => name === path || name === path.split("/").at(-1);
  return names.includes(roleArn) ? roleArn : (names.find(isMeant) ?? roleArn);
}
