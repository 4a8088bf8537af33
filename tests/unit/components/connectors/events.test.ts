/** Which events of a hub's bus wake a connector. */
import * as assert from "node:assert/strict";
import { connectorKinds } from "../../../../contract/connectors";
import { eventsFor, requestEvents } from "../../../../components/connectors/model/events";
import { bypassKinds } from "../../../../functions/domain/bypass/bypass-event";
import { eventSource } from "../../../../functions/domain/published-event";
import { eventTypes } from "../../../../functions/domain/request-events";
import { matches } from "../../../../rehearsal/aws/events/pattern";

const event = (type: string, detail: object = {}, source: string = eventSource): object => ({
  ...{ source, "detail-type": type, detail },
});

describe("the rule of a connector", () => {
  it("knows every event of a request", () => {
    assert.deepEqual(requestEvents, [...eventTypes]);
  });

  for (const kind of connectorKinds) {
    it(`hears of each, for ${kind}`, () => {
      for (const type of eventTypes) assert.ok(matches(eventsFor(kind), event(type)), type);
      assert.ok(!matches(eventsFor(kind), event("Requested", {}, "acme")));
      assert.ok(!matches(eventsFor(kind), event("Archived")));
    });

    it(`hears of emergencies ${kind === "pagerduty" ? "too" : "not"}, for ${kind}`, () => {
      const heard = bypassKinds.filter((of) =>
        matches(eventsFor(kind), event("Bypassed", { kind: of })),
      );
      const isPager = kind === "pagerduty";
      assert.deepEqual(heard, isPager ? ["BreakGlassAssumed", "BreakGlassUsed"] : []);
      assert.equal(matches(eventsFor(kind), event("Reviewed")), isPager);
    });
  }
});
