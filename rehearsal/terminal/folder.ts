/** The folder of a run: empty at its start, and never one that holds something else. */
import * as fs from "node:fs";
import * as path from "node:path";

/** Marks a folder as one that a rehearsal made and may empty. */
const marker = ".rehearsal-run";

/** Empties or makes the folder and answers its absolute path. */
export function freshFolder(folder: string): string {
  const full = path.resolve(folder);
  const entries = fs.existsSync(full) ? fs.readdirSync(full) : [];
  if (entries.length > 0 && !entries.includes(marker)) {
    throw new Error(
      `${full} holds files that no rehearsal made, so it is not emptied. Name another folder.`,
    );
  }
  fs.rmSync(full, { recursive: true, force: true });
  fs.mkdirSync(full, { recursive: true });
  fs.writeFileSync(path.join(full, marker), "");
  return full;
}
