/** What policies give, whoever has them: asked where nobody's request is at hand. */
import { likeArn } from "../../../iam/arn-pattern";
import { complete } from "../../../iam/context";
import { likeAction } from "../../../iam/pattern";
import { readPolicy } from "../../../iam/policy";

/** Resources, as written, on which these documents allow an action; each once. */
export function resourcesOf(documents: readonly string[], action: string): string[] {
  const statements = documents.flatMap((document) => readPolicy({ name: "", document }).statements);
  const resources = statements.flatMap(({ effect, actions, resources: of }) => {
    const names = actions.values.some((pattern) => likeAction(pattern, action) === "yes");
    return effect === "Allow" && names !== actions.not && of?.not === false ? of.values : [];
  });
  return [...new Set(resources)];
}

/** True where one of these resources of a policy stands for the ARN. */
export function covers(resources: readonly string[], arn: string): boolean {
  const language = { variables: true, place: "identity" } as const;
  return resources.some((pattern) => likeArn(pattern, arn, complete({}), language) === "yes");
}
