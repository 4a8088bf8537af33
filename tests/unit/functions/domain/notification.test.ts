import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { actionKey } from "../../../../contract/records";
import { MalformedError } from "../../../../functions/domain/errors";
import { parseNotification } from "../../../../functions/domain/notification";
import { later, now, token, wildText } from "./samples";

const approval = {
  pipelineName: "orders",
  stageName: "production",
  actionName: "approve",
  token,
  expires: "2016-07-07T20:22Z",
};
const whole = {
  region: "us-east-2",
  consoleLink: "https://console.example/",
  approval: {
    ...approval,
    externalEntityLink: "https://wiki.example/",
    approvalReviewLink: "https://console.example/review",
    customData: "Load test passed",
  },
};

const parse = (message: unknown) => parseNotification(JSON.stringify(message), now);
const withApproval = (change: object) =>
  parse({ region: "us-east-2", approval: { ...approval, ...change } });

function refused(message: string, field: string): void {
  assert.throws(
    () => parseNotification(message, now),
    (error) => error instanceof MalformedError && error.message.includes(field),
  );
}
const refusedApproval = (change: object, field: string): void => {
  refused(JSON.stringify({ region: "us-east-2", approval: { ...approval, ...change } }), field);
};

describe("parseNotification", () => {
  it("reads every field that CodePipeline publishes", () => {
    assert.deepEqual(parse(whole), {
      action: "orders/production/approve",
      token,
      pipelineName: "orders",
      stageName: "production",
      actionName: "approve",
      region: "us-east-2",
      expires: "2016-07-07T20:22:00.000Z",
      consoleLink: "https://console.example/",
      approvalReviewLink: "https://console.example/review",
      externalEntityLink: "https://wiki.example/",
      customData: "Load test passed",
    });
  });

  for (const [how, value] of Object.entries({ absent: undefined, null: null, empty: "" })) {
    it(`leaves out customData and links that are ${how}`, () => {
      const parsed = parse({
        region: "us-east-2",
        consoleLink: value,
        approval: {
          ...approval,
          customData: value,
          externalEntityLink: value,
          approvalReviewLink: value,
        },
      });
      assert.deepEqual(Object.keys(parsed).sort(), [
        ...["action", "actionName", "expires", "pipelineName", "region", "stageName", "token"],
      ]);
    });
  }

  it("passes over fields that it does not know", () => {
    assert.deepEqual(
      parse({ ...whole, later: 1, approval: { ...whole.approval, also: { deep: [] } } }),
      parse(whole),
    );
  });

  it("takes a time with seconds and with their fractions", () => {
    assert.equal(
      withApproval({ expires: "2016-07-07T20:22:33Z" }).expires,
      "2016-07-07T20:22:33.000Z",
    );
    assert.equal(
      withApproval({ expires: "2016-07-07T20:22:33.5Z" }).expires,
      "2016-07-07T20:22:33.500Z",
    );
  });

  // Node's Date takes a year of six digits, and whatever stands after a NUL.
  const noTimes = ["", "soon", "2016-07-07", "2016-07-07T20:22", "2016-13-07T20:22Z", "0"];
  for (const expires of [...noTimes, "+002016-07-07T20:22Z", "2016-07-07T20:22Z\0later"]) {
    it(`refuses the time ${JSON.stringify(expires)}`, () => {
      refusedApproval({ expires }, "approval.expires");
    });
  }

  it("takes a time up to 61 days ahead, the longest that a request waits and a day", () => {
    const days = (count: number) => later(count * 86_400);
    for (const at of [days(60), days(61)]) {
      assert.equal(withApproval({ expires: at.toISOString() }).expires, at.toISOString());
    }
    const over = new Date(days(61).getTime() + 60_000).toISOString();
    for (const expires of [over, "2027-11-22T21:00Z", "9999-11-29T21:00Z"]) {
      refusedApproval({ expires }, "approval.expires is more than 61 days ahead");
    }
  });

  for (const field of ["pipelineName", "stageName", "actionName", "token", "expires"]) {
    it(`refuses a message without ${field}, and names the field`, () => {
      refusedApproval({ [field]: undefined }, `approval.${field}`);
      refusedApproval({ [field]: null }, `approval.${field}`);
    });
  }

  it("takes names of 1 to 100 characters and refuses 0, 101 and a slash", () => {
    assert.equal(withApproval({ stageName: "s" }).action, "orders/s/approve");
    assert.equal(withApproval({ stageName: "s".repeat(100) }).stageName.length, 100);
    for (const stageName of ["", "s".repeat(101), "a/b", "a b", "<!channel>", "a\n"]) {
      refusedApproval({ stageName }, "approval.stageName");
    }
  });

  it("refuses a token that is no lower-case UUID", () => {
    for (const wrong of [token.toUpperCase(), token.slice(1), `${token}0`, ` ${token}`]) {
      refusedApproval({ token: wrong }, "approval.token");
    }
  });

  it("knows the Regions of every partition", () => {
    for (const region of [
      ...["eu-west-1", "us-gov-west-1", "cn-north-1", "us-isob-east-1", "eusc-de-east-1"],
    ]) {
      assert.equal(parse({ ...whole, region }).region, region);
    }
    refused(JSON.stringify({ ...whole, region: "<!here>" }), "region");
  });

  it("refuses what is no object, and what is no JSON", () => {
    for (const message of ["", "APPROVAL NEEDED", "{"]) refused(message, "not JSON");
    for (const message of ["null", "[]", "1", '"x"', "{}"]) refused(message, "not as it should be");
  });

  it("never quotes the content in an error", () => {
    fc.assert(
      fc.property(fc.constantFrom("region", "approval"), (field) => {
        const secret = "canary-4711";
        assert.throws(
          () => parse({ ...whole, [field]: secret }),
          (error) => error instanceof MalformedError && !error.message.includes(secret),
        );
      }),
    );
  });

  it("cuts customData that no pipeline can have written, and leaves out such a link", () => {
    const long = withApproval({
      customData: "x".repeat(20_001),
      externalEntityLink: `https://${"x".repeat(4000)}`,
      approvalReviewLink: `https://${"x".repeat(3992)}`,
    });
    assert.equal(long.customData, "x".repeat(20_000));
    assert.equal(long.externalEntityLink, undefined);
    assert.equal(long.approvalReviewLink?.length, 4000);
  });

  it("keeps customData as it was written, however odd and however long", () => {
    fc.assert(
      fc.property(wildText(2000), (customData) => {
        assert.equal(withApproval({ customData }).customData, customData || undefined);
      }),
    );
  });
});

describe("actionKey", () => {
  it("joins the three names with slashes", () => {
    assert.equal(actionKey("orders", "production", "approve"), "orders/production/approve");
  });
});
