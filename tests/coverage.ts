/**
 * `npm run coverage`, after c8: holds each room to its own floor, in percent, of `floors` in .c8rc.json.
 * c8 has one for the whole alone, under which a small room that decides would hide behind a large one.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

const kinds = ["lines", "branches", "functions"] as const;

type Count = { readonly covered: number; readonly total: number };
/** As c8 writes coverage-summary.json: by the path of each file, and of the whole. */
export type Summary = Readonly<Record<string, Readonly<Record<(typeof kinds)[number], Count>>>>;
export type Floors = Readonly<Record<string, Readonly<Record<(typeof kinds)[number], number>>>>;

/** The files of each room: the room is the first folder of their path. */
function roomsOf(summary: Summary, root: string): ReadonlyMap<string, Summary[string][]> {
  const rooms = new Map<string, Summary[string][]>();
  for (const [file, counts] of Object.entries(summary)) {
    if (file === "total") continue;
    const [name] = path.relative(root, file).split(path.sep);
    rooms.set(name, [...(rooms.get(name) ?? []), counts]);
  }
  return rooms;
}

/** A sentence for each floor that does not hold, for each room without one, and for each floor of no room. */
export function belowFloors(summary: Summary, floors: Floors, root: string): string[] {
  const rooms = roomsOf(summary, root);
  const without = [...rooms.keys()].filter((name) => floors[name] === undefined);
  const below = Object.entries(floors).flatMap(([name, floor]) => {
    const files = rooms.get(name);
    if (files === undefined) return [`${name} has a floor and no file that was measured.`];
    return kinds.flatMap((kind) => {
      const sum = (of: keyof Count) => files.reduce((all, file) => all + file[kind][of], 0);
      const percent = sum("total") === 0 ? 100 : (100 * sum("covered")) / sum("total");
      if (percent >= floor[kind]) return [];
      const has = `${name} has ${percent.toFixed(2)} % of its ${kind} covered`;
      return [`${has}: ${floor[kind]} % is its floor.`];
    });
  });
  return [...without.map((name) => `${name} has no floor in .c8rc.json.`), ...below];
}

function main(): void {
  const root = path.join(__dirname, "..");
  const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), "utf8"));
  const { floors } = read(".c8rc.json");
  const broken = belowFloors(read("coverage/coverage-summary.json"), floors, root);
  for (const sentence of broken) console.error(sentence);
  if (broken.length > 0) process.exitCode = 1;
}

if (require.main === module) main();
