/** Assets on this machine's disk. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { LocalAsset } from "../aws/account/types";
import { isWithin } from "../files";

/** The file or folder at a path. */
export function onDisk(file: string): LocalAsset {
  if (!fs.existsSync(file)) {
    throw new Error(`An asset names ${file}, which does not exist.`);
  }
  return { kind: fs.statSync(file).isDirectory() ? "folder" : "file", path: file };
}

/** An AssetArchive has no folder of its own, so one is put together for it, in an empty one. */
export function gathered(
  parts: readonly (readonly [name: string, part: LocalAsset])[],
  folder: string,
): LocalAsset {
  for (const [name, part] of parts) {
    const target = path.join(folder, name);
    if (!isWithin(folder, target)) {
      throw new Error(`An archive has the name "${name}", which leads out of it.`);
    }
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (part.text !== undefined) fs.writeFileSync(target, part.text);
    else fs.cpSync(part.path!, target, { recursive: true });
  }
  return { kind: "folder", path: folder };
}
