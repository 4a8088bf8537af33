/** Finds the text of a project's buildspec: inline, in the source, or in S3. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import { isWithin } from "../../files";
import type { Tools } from "../codepipeline";
import type { Build } from "./build";

/** Throws `YAML_FILE_ERROR`, as CodeBuild calls it, where it is not there. */
export function buildspecText(build: Build, tools: Pick<Tools, "buckets">): string {
  const given = build.project.buildspec?.trim() || "buildspec.yml";
  if (given.includes("\n") || /^(\{|version\s*:)/.test(given)) return given;
  if (given.startsWith("arn:")) return fromBucket(given, tools);
  const folder = fs.realpathSync(build.sourceDir);
  const file = path.resolve(folder, given);
  const found = fs.existsSync(file) && fs.statSync(file).isFile();
  if (found && isWithin(folder, fs.realpathSync(file))) return fs.readFileSync(file, "utf8");
  throw new ServiceError(
    "YAML_FILE_ERROR",
    `The source holds no buildspec "${given}". Add the file, or give the project one inline.`,
  );
}

/** Build specification reference, "Buildspec file name and storage location". */
function fromBucket(arn: string, tools: Pick<Tools, "buckets">): string {
  const [, bucket = "", key = ""] = /^arn:[\w-]+:s3:::([^/]+)\/(.+)$/.exec(arn) ?? [];
  const object = tools.buckets.has(bucket) ? tools.buckets.object(bucket, key) : undefined;
  if (object?.kind === "file") return fs.readFileSync(object.path, "utf8");
  throw new ServiceError(
    "YAML_FILE_ERROR",
    `No bucket here holds the buildspec ${arn}. Put the object by the program, or give the ` +
      "project a buildspec inline.",
  );
}
