/** Names of files that stand for what AWS sends. */

/** Any text as one path segment: no separator, no leading dot, a length that file systems take. */
export function safeName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9@+._-]/g, "_").replace(/^\.+/, "_");
  return plain.slice(0, 80) || "_";
}

/** The resource's name at the end of an ARN; anything else unchanged. */
export function lastPart(endpoint: string): string {
  if (!endpoint.startsWith("arn:")) return endpoint;
  const resource = endpoint.split(":").slice(5);
  const last = resource.at(0) === "function" ? resource[1] : resource.at(-1);
  return last?.split("/").at(-1) ?? endpoint;
}
