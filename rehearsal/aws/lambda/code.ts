/** A function's code and environment, checked as Lambda checks them when a function is created. */
import * as fs from "node:fs";
import * as path from "node:path";
import { scratchFolder } from "../../scratch";
import { isZip, unzip } from "../../unzip";
import { ServiceError } from "../../errors";
import { reservedVariables } from "./environment";
import type { LocalAsset } from "../account/types";
import type { Buckets } from "../s3";

/** Bytes of all variables together, as JSON (Lambda quotas). */
const largestEnvironment = 4096;

export function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameterValueException", message);
}

/** The folder with a function's code, unpacked where it came as an archive. */
export async function codeFolder(code: LocalAsset | undefined): Promise<string> {
  if (code?.kind === "folder" && code.path !== undefined) return code.path;
  if (code?.kind === "file" && code.path !== undefined && isZip(code.path)) {
    const folder = scratchFolder("rehearsal-function-");
    await unzip(code.path, folder);
    return folder;
  }
  throw invalid(
    "The rehearsal runs code that the program deploys itself: give `code` a FileArchive of a " +
      "folder or a zip file, or an AssetArchive.",
  );
}

/** Code that the program has put into one of its own buckets; undefined where it is elsewhere. */
export function uploadedCode(
  { s3Bucket, s3Key }: { s3Bucket?: string; s3Key?: string },
  buckets: Pick<Buckets, "has" | "object">,
): LocalAsset | undefined {
  if (s3Bucket === undefined || s3Key === undefined || !buckets.has(s3Bucket)) return undefined;
  const object = buckets.object(s3Bucket, s3Key);
  if (object === undefined) {
    throw invalid(
      "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified " +
        `key does not exist: ${s3Key} in ${s3Bucket}`,
    );
  }
  if (object.kind === "file") return { kind: "file", path: object.path };
  // Lambda keeps the code as it was: a newer object does not change it.
  const folder = scratchFolder("rehearsal-function-");
  fs.cpSync(object.path, folder, { recursive: true });
  return { kind: "folder", path: folder };
}

/** Lambda itself would only notice at the first event. */
export function needHandler(folder: string, handler: unknown): string {
  if (typeof handler !== "string" || !/^[^\s.][^\s]*\.[^\s.]+$/.test(handler)) {
    throw invalid(`The handler must read FILE.EXPORT, for example index.handler, got: ${handler}`);
  }
  const directory = path.dirname(handler);
  const module = path.basename(handler).split(".")[0];
  const files = [".js", ".mjs", ".cjs"].map((ending) => path.join(directory, module + ending));
  if (files.some((file) => fs.existsSync(path.join(folder, file)))) return handler;
  throw invalid(
    `The code has no ${files.join(", ")} for the handler ${handler}. It has: ` +
      `${fs.readdirSync(folder).sort().join(", ") || "nothing"}.`,
  );
}

export function checkedEnvironment(variables: unknown): Record<string, string> {
  const all: Record<string, string> = Object.fromEntries(
    Object.entries(variables ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const names = Object.keys(all);
  const reserved = names.filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0) {
    throw invalid(
      "Lambda was unable to configure your environment variables because the environment " +
        "variables you have provided contains reserved keys that are currently not supported for " +
        `modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  const size = Buffer.byteLength(JSON.stringify(all));
  if (size > largestEnvironment) {
    throw invalid(
      "Lambda was unable to configure your environment variables because the environment " +
        `variables you have provided exceeded the 4KB limit: ${size} bytes.`,
    );
  }
  return all;
}
