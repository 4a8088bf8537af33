import * as assert from "node:assert/strict";
import { needSystems, scripted, takeDown } from "../../../../rehearsal/settings/script-systems";
import type { OwnScript } from "../../../../rehearsal/settings/schema";
import type { OpenSystem } from "../../../../rehearsal/systems/open-systems";

const desk = "https://desk.example.com";
const shop = "https://shop.example.com";

function systems(): { all: OpenSystem[]; outages: [string, unknown][] } {
  const outages: [string, unknown][] = [];
  const all = [desk, shop].map((id) => {
    const fail = (outage: unknown) => void outages.push([id, outage]);
    return { id, fail, people: { "ann.lee": "Ann Lee" } } as unknown as OpenSystem;
  });
  return { all, outages };
}

const need = (script: OwnScript): void =>
  needSystems({ scripts: { one: {}, two: script } }, systems(), "/x");

describe("systems of a script", () => {
  it("are those that there are, with people who are there", () => {
    need({ systems: { [desk]: { steps: [{ action: "approve", as: "ann.lee" }] }, [shop]: {} } });
    assert.throws(
      () => need({ systems: { "https://desc.example.com": {} } }),
      /^Error: `rehearsal:scripts\.two\.systems\.https:\/\/desc\.example\.com` in .* Did you mean https:\/\/desk/,
    );
    assert.throws(
      () => need({ systems: { [desk]: { steps: [{ action: "approve", as: "toString" }] } } }),
      /`rehearsal:scripts\.two\.systems\.https:\/\/desk\.example\.com\.steps` .*has toString, who is not there/,
    );
  });

  it("are down from the start where it says so", () => {
    const { all, outages } = systems();
    takeDown({ systems: { [desk]: { down: true }, [shop]: { down: "hangs" } } }, { all });
    assert.deepEqual(outages, [
      [desk, "errors"],
      [shop, "hangs"],
    ]);
    outages.splice(0);
    takeDown({ systems: { [desk]: { down: false }, [shop]: { down: "later" } } }, { all });
    takeDown({}, { all });
    takeDown(undefined, { all });
    assert.deepEqual(outages, []);
  });

  it("are taken in the script's order", () => {
    const { all } = systems();
    const script = { systems: { [shop]: {}, [desk]: { down: true } } };
    assert.deepEqual(
      scripted(script, { all }).map(([{ id }, said]) => [id, said]),
      Object.entries(script.systems),
    );
    assert.deepEqual(scripted(undefined, { all }), []);
    assert.deepEqual(scripted(script, undefined), []);
  });
});
