/** CloudTrail: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { awsxTrailHandler } from "./awsx";
import { selectorCode, trailHandler } from "./resources";

export const cloudtrailTypes: readonly ResourceType[] = [
  {
    type: "aws:cloudtrail/trail:Trail",
    handler: trailHandler,
    call: {
      ...{ model, operation: "CreateTrail", code: "InvalidParameterException" },
      members: { cloudWatchLogsGroupArn: "CloudWatchLogsLogGroupArn", tags: "TagsList" },
      also: [
        {
          ...{ model, operation: "PutEventSelectors", code: selectorCode },
          members: { name: "TrailName" },
        },
      ],
    },
    requires: ["s3BucketName"],
    tags: { code: "InvalidTagParameterException" },
    name: { input: "name" },
    replaces: ["name"],
  },
  { type: "awsx:cloudtrail:Trail", handler: awsxTrailHandler },
];
