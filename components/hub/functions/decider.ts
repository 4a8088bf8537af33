/** Decides in the name of the person who clicked, or of what decides by itself, through the gate's own role. */
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
  madeFor: ["slack", "automaticDecisions", "connectors"],
  description: "Decides approvals of CodePipeline in the name of the person who clicked.",
  roleArgument: "deciderRoleArn",
  policyOutput: "decider",
  environment: (of) => ({ ...showsRequests(of), ...verificationOf(of) }),
  policy: (of, common) =>
    keepsRequests((rights) =>
      deciderPolicy({ ...rights, decidesAutomatically: of.automaticDecisions }),
    )(of, common),
} as const satisfies HubFunction;
