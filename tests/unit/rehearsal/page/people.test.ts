import * as assert from "node:assert/strict";
import { createDirectory } from "../../../../rehearsal/aws/iam/directory";
import { behind, personViews } from "../../../../rehearsal/page/people";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };

describe("personViews", () => {
  it("tells roles and members of several groups", () => {
    const directory = createDirectory(place);
    directory.addUserToGroup("ann", "qa");
    directory.addUserToGroup("ann", "managers");
    const trust = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "sts:AssumeRole",
        },
      ],
    };
    directory.putRole("approver", "arn:aws:iam::111122223333:role/approver", JSON.stringify(trust));
    const people = personViews({ account: { directory } });
    const detail = (key: string) => people.find((one) => one.key === key)?.detail;
    assert.equal(detail("iam:ann"), "groups qa, managers");
    assert.equal(people.find((one) => one.key === "iam:ann")?.mfaKey, "iam:ann-mfa");
    assert.equal(detail("iam:ann-mfa"), undefined);
    assert.equal(detail("iam:approver"), "a role");
    assert.equal(detail("iam:outsider"), "in no group");
    assert.ok(people.every(({ kind }) => kind === "iam"));
  });
});

describe("behind", () => {
  it("takes the kind of person that is wanted, and says which otherwise", () => {
    assert.equal(behind("iam:slack:x", "iam"), "slack:x");
    assert.equal(behind("slack:U0ANN", "slack"), "U0ANN");
    assert.throws(() => behind("slack:U0ANN", "iam"), /Only an IAM person calls AWS/);
    assert.throws(() => behind("iam:ann", "slack"), /Only a Slack user presses buttons/);
  });
});
