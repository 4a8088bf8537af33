/** A system that a test drives: it has a ticket after a while, and decides by what people do to it. */
import type { Rehearsal } from "../../../../../rehearsal/session";
import type { OwnScript } from "../../../../../rehearsal/settings/schema";
import type { OpenSystem } from "../../../../../rehearsal/systems/open-systems";
import type { SystemTicket } from "../../../../../rehearsal/systems/system";

export const desk = "https://desk.example.com";

const schedule: SystemTicket = {
  ...{ id: "S-1", title: "Schedule", state: "nobody is on call", lines: [], actions: [] },
  isStanding: true,
};

interface Looks {
  /** Minutes of the clock until it has its ticket; none ever comes without. */
  readonly opensAfter?: number;
  /** Minutes until what was done decides. */
  readonly decidesAfter?: number;
  /** True where something is there without a request. */
  readonly hasSchedule?: boolean;
  /** Minutes after the decision until the ticket says so. */
  readonly closesAfter?: number;
}

type Pending = ReturnType<Rehearsal["engine"]["pending"]>[number];

/** Adds the desk to a rehearsal, with a script, and names it in the record of the first gate. */
export function withDesk(rehearsal: Rehearsal, script: OwnScript, looks: Looks = {}): OpenSystem {
  const { clock, engine, account } = rehearsal;
  const { opensAfter = Infinity, decidesAfter = 1, closesAfter = 1 } = looks;
  const minute = 60_000;
  const start = clock.now().getTime();
  let state = "new";
  const lines: string[] = [];
  let wasAsked = false;
  let outage: OpenSystem["outage"];
  const decide = (request: Pending, status: "Approved" | "Rejected"): void => {
    const { pipelineName, stageName, actionName, token } = request;
    const asked = { pipelineName, stageName, actionName, token, status, summary: "By the desk." };
    const by = "arn:aws:sts::111122223333:assumed-role/gate/servicenow-ann.lee";
    const at = new Date(clock.now().getTime() + decidesAfter * minute);
    clock.at(at, () => void engine.decide(asked, by));
  };
  const close = (): void => {
    const at = new Date(clock.now().getTime() + closesAfter * minute);
    clock.at(at, () => {
      state = "closed";
      lines.push("Decided elsewhere.");
    });
  };
  engine.on("changed", () => {
    wasAsked ||= engine.pending().length > 0;
    if (wasAsked && engine.pending().length === 0 && state === "new") close();
  });
  const system: OpenSystem = {
    ...{ id: desk, kind: "servicenow", title: "Desk", people: { "ann.lee": "Ann Lee" } },
    get outage() {
      return outage;
    },
    fail: (how) => (outage = how),
    tickets: (): SystemTicket[] => {
      const isThere = clock.now().getTime() >= start + opensAfter * minute;
      const actions = ["approve", "reject", "look"].map((id) => ({ id, label: `To ${id}` }));
      const opened = { id: "D-1", title: "Release", state, lines, actions };
      return [
        ...(looks.hasSchedule ? [schedule] : []),
        ...(isThere && outage === undefined ? [opened] : []),
      ];
    },
    act: async (_ticket, action) => {
      if (action === "break") throw new Error("The desk refuses that.");
      const [request] = engine.pending();
      if (action === "approve") decide(request, "Approved");
      if (action === "reject") decide(request, "Rejected");
      if (action !== "look") state = action;
    },
  };
  const record = { action: { S: "web/Check/qa" }, connectors: { S: "[]" } };
  const item = {
    type: "aws:dynamodb/tableItem:TableItem",
    inputs: { item: JSON.stringify(record) },
  };
  const resources = [...account.resources, item];
  Object.defineProperty(account, "resources", { value: resources });
  const systems = { all: [system], urls: {}, onChange: () => () => undefined };
  Object.assign(rehearsal, { systems: { ...systems, close: async () => undefined }, script });
  return system;
}
