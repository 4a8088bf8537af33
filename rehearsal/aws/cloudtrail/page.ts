/** What the page does by itself, as a record of CloudTrail: somebody may do everything in the console. */
import { randomUUID } from "node:crypto";
import type { ServiceContext } from "../api/types";
import { ServiceError } from "../../errors";
import { userIdentity } from "./identity";

/** Does an operation of CodePipeline, and keeps the call that it is at AWS. */
export function recordedOnPage(
  { stores, directory }: Required<Pick<ServiceContext, "stores" | "directory">>,
  name: string,
  parameters: object,
  act: () => void,
): void {
  const administrator = directory.accessKeys().find(({ profile }) => profile === "administrator")!;
  const record = (error?: ServiceError): void =>
    stores.trails.record((now) => ({
      ...{ service: "codepipeline", name, parameters, error, requestId: randomUUID() },
      identity: userIdentity(administrator.principal, now, administrator.accessKeyId),
      userAgent: "the rehearsal's page",
    }));
  try {
    act();
    record();
  } catch (error) {
    if (error instanceof ServiceError) record(error);
    throw error;
  }
}
