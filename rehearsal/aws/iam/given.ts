/** What policies give, whoever has them: asked where nobody's request is at hand. */
import { likeAction, likeArn } from "./pattern";
import { readPolicy } from "./policy";

/** Resources, as written, on which these documents allow an action; each once. */
export function resourcesOf(documents: readonly string[], action: string): string[] {
  const statements = documents.flatMap((document) => readPolicy(document).statements);
  const resources = statements.flatMap(({ effect, actions, resources: of }) => {
    const names = actions.values.some((pattern) => likeAction(pattern, action)) !== actions.not;
    return effect === "Allow" && names && of?.not === false ? of.values : [];
  });
  return [...new Set(resources)];
}

/** True where one of these resources of a policy stands for the ARN. */
export function covers(resources: readonly string[], arn: string): boolean {
  return resources.some((pattern) => likeArn(pattern, arn, {}, { complete: true }));
}
