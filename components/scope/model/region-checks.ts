/** Regions: what their names look like, and where a hub can have a function URL. */
import { type Check, quote, throwInvalid } from "../../inputs/model/checks";
import { regionName, regionsWithoutFunctionUrls } from "../../inputs/model/limits";

export const region: Check<string> = (value, path) => {
  if (typeof value === "string" && regionName.test(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the name of a Region, like eu-west-1, got: ${quote(value)}. Correct it, or ` +
      "leave it out for the provider's.",
  );
};

/** What a hub without an address of its own lacks: a gate has no argument for one. */
export type Endpoint = "slackCallbackUrl" | "decisionUrl" | "hub";

/** A hub without an address that Slack can call would be one that hears no click. */
export function functionUrlIn(regionOfHub: string, missing: Endpoint): void {
  if (!regionsWithoutFunctionUrls.includes(regionOfHub)) return;
  const remedy =
    missing === "hub"
      ? "Make an ApprovalHub with `slackCallbackUrl`, the address of an endpoint of your own, and " +
        "give its connection."
      : "Give the address of an endpoint of your own that calls the function.";
  throwInvalid(
    missing,
    `\`${missing}\` must be given where Lambda has no function URLs, got none in ${regionOfHub}. ` +
      remedy,
  );
}
