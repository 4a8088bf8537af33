import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { mayDecide } from "../../../../../functions/channels/slack/authority";

const groups: Record<string, readonly string[]> = { S0LEADS: ["U0LEE"], S0OPS: ["U0OLA"] };
const membersOf = async (id: string): Promise<readonly string[]> => {
  if (!Object.hasOwn(groups, id)) throw new Error("usergroups.users.list: missing_scope");
  return Promise.resolve(groups[id]);
};
const gate = (approverUserIds: string[], approverUserGroupIds: string[] = []) => ({
  approverUserIds,
  approverUserGroupIds,
});

describe("mayDecide", () => {
  it("allows who is listed, and asks no group then", async () => {
    let asked = 0;
    const counting = async (id: string) => {
      asked += 1;
      return membersOf(id);
    };
    assert.deepEqual(await mayDecide(gate(["U0ANN"], ["S0OPS"]), "U0ANN", counting), {
      allowed: true,
    });
    assert.equal(asked, 0);
  });

  it("allows a member of any group", async () => {
    const settings = gate([], ["S0LEADS", "S0OPS"]);
    assert.deepEqual(await mayDecide(settings, "U0OLA", membersOf), { allowed: true });
  });

  it("refuses everybody else", async () => {
    const refusal = { allowed: false, unreadableGroups: [] };
    const settings = gate(["U0ANN"], ["S0LEADS"]);
    for (const id of ["U0OLA", "", "U0AN", "U0ANNA", "u0ann", "S0LEADS", "__proto__"]) {
      assert.deepEqual(await mayDecide(settings, id, membersOf), refusal);
    }
  });

  it("refuses everybody where nobody is listed", async () => {
    assert.deepEqual(await mayDecide(gate([]), "U0ANN", membersOf), {
      allowed: false,
      unreadableGroups: [],
    });
  });

  it("takes nobody for a member of a group that cannot be read, and names the group", async () => {
    assert.deepEqual(await mayDecide(gate([], ["S0GONE", "S0OPS"]), "U0ANN", membersOf), {
      allowed: false,
      unreadableGroups: ["S0GONE"],
    });
  });

  it("allows a member of one group though another cannot be read", async () => {
    assert.deepEqual(await mayDecide(gate([], ["S0GONE", "S0OPS"]), "U0OLA", membersOf), {
      allowed: true,
    });
  });

  it("counts a group as unreadable that throws at once, or answers with no list", async () => {
    const wrong = [
      () => {
        throw new Error("at once");
      },
      async () => Promise.resolve(undefined as unknown as string[]),
      async () => Promise.resolve(null as unknown as string[]),
    ];
    for (const members of wrong) {
      assert.deepEqual(await mayDecide(gate([], ["S0OPS"]), "U0ANN", members), {
        allowed: false,
        unreadableGroups: ["S0OPS"],
      });
    }
  });

  it("does not find an id inside a string", async () => {
    const members = async () => Promise.resolve("U0ANN,U0OLA" as unknown as string[]);
    const { allowed } = await mayDecide(gate([], ["S0OPS"]), "U0ANN", members);
    assert.equal(allowed, false);
  });

  it("allows exactly those who are listed or in a readable group", async () => {
    const id = fc.constantFrom("U1", "U2", "U3", "U4");
    const group = fc.record({ members: fc.array(id), readable: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(id),
        fc.array(group, { maxLength: 4 }),
        id,
        async (users, of, who) => {
          const ids = of.map((_, index) => `S${index}`);
          const answer = await mayDecide(gate(users, ids), who, async (one) => {
            const { members, readable } = of[Number(one.slice(1))];
            return readable ? Promise.resolve(members) : Promise.reject(new Error("unreadable"));
          });
          const expected =
            users.includes(who) || of.some((one) => one.readable && one.members.includes(who));
          assert.equal(answer.allowed, expected);
        },
      ),
    );
  });
});
