/** The folder of a run: empty at its start, its own while it lasts, and never somebody else's. */
import * as fs from "node:fs";
import * as path from "node:path";

/** Marks a folder as one that a rehearsal made and may empty; holds the id of its process. */
const marker = ".rehearsal-run";

/** The folder that runs are kept below: whatever is in it was made by one. */
const home = ".rehearsal";

/** Empties or makes the folder and answers its absolute path. */
export function freshFolder(folder: string): string {
  const full = path.resolve(folder);
  const entries = fs.existsSync(full) ? fs.readdirSync(full) : [];
  const isOurs = entries.includes(marker) || isBelowHome(full);
  if (entries.length > 0 && !isOurs) {
    throw new Error(
      `${full} holds files that no rehearsal made, so it is not emptied. ` +
        "Delete it if nothing in it is yours.",
    );
  }
  refuseIfInUse(full);
  fs.rmSync(full, { recursive: true, force: true });
  fs.mkdirSync(full, { recursive: true });
  fs.writeFileSync(path.join(full, marker), `${process.pid}`);
  return full;
}

/** A link in its place would lead to files that are nobody's to delete. */
function isBelowHome(full: string): boolean {
  const parent = path.dirname(full);
  const entry = fs.lstatSync(parent, { throwIfNoEntry: false });
  return path.basename(parent) === home && entry?.isDirectory() === true;
}

/** Emptying the folder of a run that goes on would break that run. */
function refuseIfInUse(full: string): void {
  const file = path.join(full, marker);
  const owner = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw new Error(
      `${full} is in use by another rehearsal, process ${owner}. End it first (kill ${owner}), ` +
        `or delete the folder if that process is none.`,
    );
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
