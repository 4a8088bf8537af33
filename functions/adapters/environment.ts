/** What the deployment tells a function. */

/** A variable without which the function cannot work: the component always sets it. */
export function required(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  const value = environment[name];
  if (value) return value;
  throw new Error(`The environment variable ${name} is not set. Run \`pulumi up\` again.`);
}

export function optional(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return environment[name] || undefined;
}
