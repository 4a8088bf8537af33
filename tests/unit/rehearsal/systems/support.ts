/** A stand-in of a system that there is not: a desk, whose tickets are opened by POST and moved by people. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import type { Account } from "../../../../rehearsal/aws/account/account";
import { createStores } from "../../../../rehearsal/aws/account/create-stores";
import { MovableClock } from "../../../../rehearsal/clock";
import { openSystems, type Systems } from "../../../../rehearsal/systems/open-systems";
import type {
  CreateStandIn,
  SystemRequest,
  SystemTicket,
} from "../../../../rehearsal/systems/system";
import { place } from "../aws/api/fixture";

export const deskOrigin = "https://desk.example.com";
export const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:desk-AbCdEf";

/** What the desk was asked, in its words, and what it was told to do. */
export interface Desk {
  readonly asked: SystemRequest[];
  readonly open: SystemTicket[];
}

/** A kind `desk`; `of` has every desk that was made. */
export function deskKind(of: Desk[] = []): CreateStandIn {
  return (entry, { deliver }) => {
    const { origins = [deskOrigin], credentials = { [secretArn]: { key: "k" } } } = entry as {
      origins?: string[];
      credentials?: Record<string, object>;
    };
    if (origins.length === 0) throw new Error("`origins` is empty.");
    const desk: Desk = { asked: [], open: [] };
    of.push(desk);
    return {
      kind: "desk",
      title: "Desk (desk.example.com)",
      origins,
      people: { "ann.lee": "Ann Lee", "bob.ray": "Bob Ray" },
      credentials,
      answer: (request) => {
        desk.asked.push(request);
        if (request.body === "break") throw new TypeError("The desk broke.");
        if (request.method !== "POST") return { status: 200, body: "plain" };
        desk.open.push(ticket(`D-${desk.open.length + 1}`, "new", []));
        return { status: 201, headers: { "x-made": "yes" }, body: { made: true } };
      },
      tickets: () => desk.open,
      act: async (id, action, person) => {
        if (person === "bob.ray") throw new Error("Bob Ray may not do that.");
        const index = desk.open.findIndex((one) => one.id === id);
        const { status } = await deliver("https://abc.lambda-url.eu-west-1.on.aws/told?a=1", {
          ...{ method: "POST", headers: { "x-by": person }, body: action },
        });
        desk.open[index] = ticket(id, action, [`${person}: ${status}`]);
      },
    };
  };
}

function ticket(id: string, state: string, lines: readonly string[]): SystemTicket {
  const actions = state === "new" ? [{ id: "approve", label: "Approve" }] : [];
  return { id, title: `Release ${id}`, state, lines, actions };
}

export interface Around {
  readonly folder: string;
  readonly account: Account;
  readonly clock: MovableClock;
  /** What reached functions: URL and request. */
  readonly told: unknown[][];
  write(content: unknown): void;
  open(kinds?: Readonly<Record<string, CreateStandIn>>): Promise<Systems>;
  close(): Promise<void>;
}

/** A folder for an example, and an account beside it. */
export function around(stores: object = {}): Around {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-systems-"));
  const clock = new MovableClock();
  const own = createStores({ clock, place, folder });
  const told: unknown[][] = [];
  const functions = {
    request: async (...values: unknown[]) => {
      told.push(values);
      return { status: 202, headers: {}, body: "" };
    },
  };
  const account = { stores: { ...own, ...stores }, functions } as unknown as Account;
  const opened: Systems[] = [];
  return {
    ...{ folder, account, clock, told },
    write: (content) => {
      const text = typeof content === "string" ? content : stringify(content);
      fs.writeFileSync(path.join(folder, "systems.rehearsal.yaml"), text);
    },
    open: async (kinds = { desk: deskKind() }) => {
      const systems = await openSystems({ exampleDir: folder, account, clock, kinds });
      opened.push(systems);
      return systems;
    },
    close: async () => {
      for (const systems of opened) await systems.close();
      await own.close();
      clock.stop();
      fs.rmSync(folder, { recursive: true });
    },
  };
}
