/** Two gates of one pipeline, each with a break-glass role and reviewers of its own. */
import { gateWith, only, watching } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";

export const user = (name: string): string => `arn:aws:iam::111122223333:user/${name}`;
export const table = watching.reviewsTableArn;

let deployed: Promise<Result<void>> | undefined;

/** Two gates of one pipeline; ann and bob break the glass of the first, carl that of the second. */
export function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    const on = (name: string, userArns: string[]) =>
      gateWith(
        {
          hub: watching,
          stageName: name,
          emails: ["qa@example.com"],
          approvers: undefined,
          breakGlass: { userArns, reviewers: { users: ["rita"], roleNames: ["leads"] } },
        },
        name,
      );
    on("one", [user("ann"), user("bob")]);
    on("two", [user("carl")]);
  });
  return deployed;
}

export async function policy(type: string, name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, type, name).inputs.policy);
}
