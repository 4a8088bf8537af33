/** What a CloudFormation action's role needs, by ActionMode (User Guide, action reference, CloudFormation). */
import { regionalArn } from "../../../iam/arns";
import type { Need } from "./action-needs";
import type { Place } from "../account/types";

type Configuration = Readonly<Record<string, string>>;

const cloudformation = (name: string): string => `cloudformation:${name}`;

/** The calls of each mode. A stack is made the first time, and changed from then on. */
const calls: Readonly<Record<string, readonly (readonly [action: string, or?: string])[]>> = {
  CREATE_UPDATE: [["DescribeStacks"], ["CreateStack", "UpdateStack"]],
  REPLACE_ON_FAILURE: [["DescribeStacks"], ["CreateStack", "UpdateStack"]],
  DELETE_ONLY: [["DescribeStacks"], ["DeleteStack"]],
  CHANGE_SET_REPLACE: [["DescribeStacks"], ["CreateChangeSet"], ["DescribeChangeSet"]],
  CHANGE_SET_EXECUTE: [["DescribeStacks"], ["DescribeChangeSet"], ["ExecuteChangeSet"]],
};

/** Nothing for a mode that is not known, which may be a variable before the action runs. */
export function stackNeeds(configuration: Configuration, place: Place): Need[] {
  const { ActionMode = "", StackName = "", ChangeSetName, RoleArn } = configuration;
  if (!Object.hasOwn(calls, ActionMode)) return [];
  // CloudFormation appends an id, which a policy has as "*".
  const resource = regionalArn(place, "cloudformation", `stack/${StackName}/*`);
  const isExecuted = ActionMode === "CHANGE_SET_EXECUTE";
  const ofSet = ActionMode.startsWith("CHANGE_SET") && ChangeSetName !== undefined;
  const context = {
    ...(ofSet && { "cloudformation:ChangeSetName": ChangeSetName }),
    ...(RoleArn !== undefined && !isExecuted && { "cloudformation:RoleArn": RoleArn }),
  };
  const own = calls[ActionMode].map(([action, or]) => ({
    ...{ action: cloudformation(action), resource, context },
    ...(or !== undefined && { or: cloudformation(or) }),
  }));
  // A change set is executed with the role that it was made with.
  if (RoleArn === undefined || isExecuted) return own;
  const passed = { "iam:PassedToService": "cloudformation.amazonaws.com" };
  return [...own, { action: "iam:PassRole", resource: RoleArn, context: passed }];
}
