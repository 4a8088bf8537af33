import * as assert from "node:assert/strict";
import type { TrailRecord } from "../../../../../rehearsal/aws/cloudtrail/record";
import { logs, type TrailSettings } from "../../../../../rehearsal/aws/cloudtrail/selectors";

const here = "eu-west-1";
const record = (more: Partial<TrailRecord> = {}): TrailRecord => ({
  ...({
    ...{ eventSource: "codepipeline.amazonaws.com", eventName: "PutApprovalResult" },
    ...{ readOnly: false, userIdentity: { arn: "arn:aws:iam::111122223333:user/ann" } },
  } as TrailRecord),
  ...more,
});
const read = record({ readOnly: true, eventName: "GetPipeline" });
const ofIam = record({ eventSource: "iam.amazonaws.com", eventName: "PutRolePolicy" });
const ofKms = record({ eventSource: "kms.amazonaws.com", eventName: "CreateKey" });
const advanced = (...fieldSelectors: object[]): TrailSettings =>
  ({ advancedEventSelectors: [{ fieldSelectors }] }) as TrailSettings;
const management = { field: "eventCategory", equals: ["Management"] };

/** Which of a write, a read, a global and a KMS event a trail logs. */
const logged = (trail: TrailSettings) =>
  [record(), read, ofIam, ofKms].map((one) => logs(trail, one, here));

describe("What a trail logs", () => {
  const cases: readonly [string, TrailSettings, boolean[]][] = [
    ["all management events, without selectors", {}, [true, true, true, true]],
    ["nothing while it is off", { enableLogging: false }, [false, false, false, false]],
    [
      "no global events where it leaves them out",
      { includeGlobalServiceEvents: false },
      [true, true, false, true],
    ],
    ["nothing of other Regions", { region: "eu-central-1" }, [false, false, false, false]],
    [
      "all Regions where it says so",
      { region: "eu-central-1", isMultiRegionTrail: true },
      [true, true, true, true],
    ],
    [
      "write events alone",
      { eventSelectors: [{ readWriteType: "WriteOnly" }] },
      [true, false, true, true],
    ],
    [
      "read events alone",
      { eventSelectors: [{ readWriteType: "ReadOnly" }] },
      [false, true, false, false],
    ],
    [
      "no management events",
      { eventSelectors: [{ readWriteType: "All", includeManagementEvents: false }] },
      [false, false, false, false],
    ],
    [
      "all but a service's",
      { eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }] },
      [true, true, true, false],
    ],
    ["by advanced selectors", advanced(management), [true, true, true, true]],
    [
      "write events by advanced selectors",
      advanced(management, { field: "readOnly", equals: ["false"] }),
      [true, false, true, true],
    ],
    [
      "data events by advanced selectors",
      advanced({ field: "eventCategory", equals: ["Data"] }),
      [false, false, false, false],
    ],
    [
      "all but a service's by advanced selectors",
      advanced(management, { field: "eventSource", notEquals: ["kms.amazonaws.com"] }),
      [true, true, true, false],
    ],
    [
      "by how names begin and end",
      advanced(
        { field: "eventName", startsWith: ["Put", "Get"], notEndsWith: ["Policy"] },
        { field: "eventSource", endsWith: [".amazonaws.com"], notStartsWith: ["kms"] },
      ),
      [true, true, false, false],
    ],
    [
      "nothing by a field that management events do not have",
      advanced(management, { field: "resources.type", equals: ["AWS::S3::Object"] }),
      [false, false, false, false],
    ],
  ];
  for (const [what, trail, expected] of cases) {
    it(what, () => assert.deepEqual(logged(trail), expected));
  }
});
