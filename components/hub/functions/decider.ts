/** Decides in the name of the person who clicked, through the gate's own role. */
import { deciderPolicy } from "../model/hub-policies";
import {
  type HubFunction,
  internal,
  keepsRequests,
  showsRequests,
  verificationOf,
} from "./declaration";

export const decider = {
  ...internal,
  name: "decider",
  madeFor: "slack",
  description: "Decides approvals of CodePipeline in the name of the person who clicked.",
  roleArgument: "deciderRoleArn",
  policyOutput: "decider",
  environment: (of) => ({ ...showsRequests(of), ...verificationOf(of) }),
  policy: keepsRequests(deciderPolicy),
} as const satisfies HubFunction;
