/** The statement of a gate's role that lets the decider ask, and nobody else who may take the role on. */
import { automaticChannel, identityPrefix } from "../../../contract/identities";
import { oneOrMany, type Statement } from "../../approval/model/policies";

export const askStatement = (functionArns: readonly string[]): Statement => ({
  Sid: "AskFunction",
  Effect: "Allow",
  Action: "lambda:InvokeFunction",
  Resource: oneOrMany(functionArns),
  Condition: { StringLike: { "aws:SourceIdentity": `${identityPrefix(automaticChannel)}*` } },
});
