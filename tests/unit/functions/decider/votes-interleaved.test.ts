/** Whatever people say in Slack and by the ticket, in whatever order it arrives: nothing is approved below the rule. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { groupOf } from "../domain/rule/samples";
import { ann, bob, cy } from "../support/ruled-world";
import { holds, moved, ruledTickets, says } from "../support/ruled-ticket-world";
import { decisions, type TicketWorld } from "../support/ticket-world";

const people = { ann, bob, cy };
const userNames: Partial<Record<keyof typeof people, string>> = { ann: "ann.sn", bob: "bob-sn" };

type Person = keyof typeof people;
type Result = "Approved" | "Rejected";

interface Act {
  readonly who: Person | "carla" | "nobody";
  readonly where: "slack" | "ticket";
  readonly result: Result;
  /** In Slack, after how many other acts it arrives. */
  readonly late: number;
}

/** Somebody's newest word that has arrived, and whether it stands where it was said. */
interface Word {
  readonly at: number;
  readonly result: Result;
  readonly move?: string;
}

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom("ann" as const, "ann", "bob", "cy", "carla", "nobody"),
  where: fc.constantFrom("slack" as const, "ticket" as const),
  result: fc.constantFrom("Approved" as const, "Approved", "Approved", "Rejected"),
  late: fc.nat(3),
});

/** What has arrived, reckoned anew: who approves by their last word, as the ticket stands. */
class Reckoned {
  readonly words = new Map<Person, Word>();
  /** The move that the ticket stands on. */
  move: string | undefined;

  hear(who: Person, word: Word): void {
    const known = this.words.get(who);
    if (known === undefined || known.at < word.at) this.words.set(who, word);
  }

  get approving(): Person[] {
    return [...this.words]
      .filter(([, { result, move }]) => result === "Approved" && (!move || move === this.move))
      .map(([who]) => who);
  }
}

async function play(world: TicketWorld, acts: readonly Act[], reckoned: Reckoned): Promise<void> {
  const onTheWay: { after: number; arrive: () => Promise<void> }[] = [];
  for (const [index, { who, where, result, late }] of acts.entries()) {
    world.clock.advance(10);
    const at = world.clock.now().getTime() / 1000;
    if (where === "slack" && who in people) {
      const person = who as Person;
      const said = says(world, people[person], result, at);
      const arrive = async () => {
        reckoned.hear(person, { at, result });
        await world.decide(said).catch(() => undefined);
      };
      onTheWay.push({ after: index + late, arrive });
    } else if (who === "nobody") {
      reckoned.move = undefined;
      await holds(world);
    } else {
      const move = `move-${index}`;
      reckoned.move = move;
      const userName = who === "carla" ? who : (userNames[who] ?? "mallory");
      if (who !== "carla" && who in userNames) reckoned.hear(who, { at, result, move });
      await moved(world, userName, result, { at, id: move });
    }
    if (decisions(world).length > 0) return;
    for (const { arrive } of onTheWay.filter(({ after }) => after === index)) {
      await arrive();
      if (decisions(world).length > 0) return;
    }
  }
}

describe("Votes in Slack and by a ticket, in any order", () => {
  it("approve nothing below the rule, count a human once, and decide once", async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (acts, approvals, rejections, isGrouped) => {
          const groups = isGrouped ? [groupOf("security", [bob.id])] : [];
          const world = await ruledTickets({ approvals, rejections, groups });
          const reckoned = new Reckoned();
          await play(world, acts, reckoned);
          const [decided, ...more] = decisions(world);
          assert.deepEqual(more, []);
          const kind = decided?.split(" ")[0] ?? "open";
          const wasByTicket = decided?.includes("servicenow-") ? "ticket" : "slack";
          met.set(`${kind} ${wasByTicket}`, (met.get(`${kind} ${wasByTicket}`) ?? 0) + 1);
          const { approving } = reckoned;
          const isEnough =
            approving.length >= approvals && (!isGrouped || approving.includes("bob"));
          // Nothing below the rule, and nothing left undone that is enough for it.
          if (kind !== "Rejected") assert.equal(kind === "Approved", isEnough);
          const named = world.request().outcome?.agreed?.length ?? 0;
          if (kind === "Approved") assert.equal(named + 1, approving.length);
        },
      ),
      { numRuns: 300 },
    );
    for (const kind of ["Approved slack", "Approved ticket", "Rejected ticket", "open slack"]) {
      assert.ok((met.get(kind) ?? 0) > 5, `${kind}: ${JSON.stringify([...met])}`);
    }
  });
});
